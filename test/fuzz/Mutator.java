package fuzz;

import java.util.List;
import java.util.random.RandomGenerator;
import mote.bytes.Bytes;

/// Changes an input in one to four places: bits, bytes, lengths, pieces left out, doubled, or taken from another.
final class Mutator {

    private static final int LENGTH_MAX = 64 << 10;

    /// Bytes that readers stumble over: ends of ranges, continuation bits, separators of text.
    private static final byte[] BYTES = Bytes.ofHex("0001077f8081fffe0a202f2e3a25").toArray();

    /// Lengths that readers stumble over, as varints and as big-endian integers.
    private static final List<Bytes> LENGTHS = List.of(Bytes.ofHex("80"), Bytes.ofHex("8100"),
            Bytes.ofHex("ffffffff07"), Bytes.ofHex("ffffffff0f"), Bytes.ofHex("ffffffffffffffff7f"),
            Bytes.ofHex("ffffffffffffffffff01"), Bytes.ofHex("80808080808080808080808000"), Bytes.ofHex("7fffffff"),
            Bytes.ofHex("ffffffff"), Bytes.ofHex("7fffffffffffffff"), Bytes.ofHex("ffff"));

    private final RandomGenerator random;
    private final List<Bytes> corpus;

    Mutator(RandomGenerator random, List<Bytes> corpus) {
        this.random = random;
        this.corpus = corpus;
    }

    Bytes mutate(Bytes input) {
        Bytes mutated = input;
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            mutated = step(mutated);
        }
        return mutated.slice(0, Math.min(mutated.length(), LENGTH_MAX));
    }

    private Bytes step(Bytes input) {
        int at = random.nextInt(input.length() + 1);
        int to = random.nextInt(at, Math.min(input.length(), at + 16) + 1);
        Bytes piece = input.slice(at, to);
        return switch (random.nextInt(9)) {
            case 0 -> replace(input, at, Math.min(at + 1, input.length()), bytes(1));
            case 1 -> flip(input, at);
            case 2 -> replace(input, at, Math.min(at + 1, input.length()), oneOf(BYTES));
            case 3 -> replace(input, at, at, oneOf(BYTES));
            case 4 -> replace(input, at, at, bytes(1 + random.nextInt(8)));
            case 5 -> replace(input, at, to, Bytes.EMPTY);
            case 6 -> replace(input, at, at, repeat(piece, 1 + random.nextInt(1 + random.nextInt(64))));
            case 7 -> replace(input, at, Math.min(at + random.nextInt(2), input.length()),
                    LENGTHS.get(random.nextInt(LENGTHS.size())));
            default -> splice(input, at);
        };
    }

    private Bytes flip(Bytes input, int at) {
        if (at == input.length()) {
            return input;
        }
        byte[] array = input.toArray();
        array[at] ^= (byte) (1 << random.nextInt(8));
        return Bytes.copyOf(array);
    }

    private Bytes splice(Bytes input, int at) {
        Bytes other = corpus.get(random.nextInt(corpus.size()));
        return input.slice(0, at).concat(other.slice(random.nextInt(other.length() + 1)));
    }

    private static Bytes replace(Bytes input, int from, int to, Bytes by) {
        return input.slice(0, from).concat(by).concat(input.slice(to));
    }

    private static Bytes repeat(Bytes piece, int count) {
        Bytes repeated = Bytes.EMPTY;
        for (int i = 0; i < count; i++) {
            repeated = repeated.concat(piece);
        }
        return repeated;
    }

    private Bytes bytes(int count) {
        byte[] array = new byte[count];
        random.nextBytes(array);
        return Bytes.copyOf(array);
    }

    private Bytes oneOf(byte[] choice) {
        int at = random.nextInt(choice.length);
        return Bytes.copyOf(choice, at, at + 1);
    }
}
