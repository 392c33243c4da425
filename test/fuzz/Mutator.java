package fuzz;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import mote.bytes.Bytes;

/// Makes hostile inputs of valid ones, in two ways that also follow on each other. It changes the items that a
/// [Grammar] finds, so that all around them stays in order: they are left out, repeated a thousand times, nested, taken
/// from elsewhere, and their lengths lie or are written in a longer way. And it changes bytes without knowing what they
/// are.
final class Mutator {

    private static final int DONORS_MAX = 4_096;

    /// Bytes that readers stumble over: ends of ranges, continuation bits, separators of text.
    private static final byte[] BYTES = Bytes.ofHex("0001077f8081fffe0a202f2e3a25").toArray();

    /// Words that readers of text stumble over: numbers at the ends of ranges, signs, digits of other scripts, escapes,
    /// control characters, halves of surrogate pairs.
    private static final List<Bytes> WORDS = words("", "0", "00", "01", "-1", "+1", "1e3", "0x1", "255", "256", "65535",
            "65536", "4294967295", "4294967296", "9223372036854775808", "18446744073709551615",
            "18446744073709551616", "9".repeat(40), "%00", "%2F", "%2f", "%", "%f", "%+1", "%c3%a4", "..", "::",
            "127.1", "0177.0.0.1", "fe80::1%eth0", "::ffff:1.2.3.4", "1::2::3", "\u0000", "\t", "\n", " ", "\u0085",
            "\u00e4", "\u0130", "\u0661", "\uff11", "\ufeff", "\ufffd", "\u200b", "\ud83d\ude00",
            "1".repeat(1_100));
    private static final Bytes SURROGATE = Bytes.ofHex("eda080");

    private final RandomGenerator random;
    private final List<Bytes> corpus;
    private final List<List<Item>> trees;
    private final List<Item> donors;
    private final boolean isText;
    private final int bytesMax;

    private Mutator(RandomGenerator random, List<Bytes> corpus, List<List<Item>> trees, List<Item> donors,
            boolean isText, int bytesMax) {
        this.random = random;
        this.corpus = corpus;
        this.trees = trees;
        this.donors = donors;
        this.isText = isText;
        this.bytesMax = bytesMax;
    }

    /// @param corpus valid inputs of `decoder`
    static Mutator of(List<Bytes> corpus, Decoder<?> decoder) {
        List<List<Item>> trees = corpus.stream().map(decoder.grammar()::parse).toList();
        var donors = new ArrayList<Item>();
        trees.forEach(tree -> collect(tree, donors));
        return new Mutator(null, corpus, trees, donors, decoder.isText(), decoder.bytesMax());
    }

    /// The same with other random numbers. What was prepared is shared.
    Mutator with(RandomGenerator other) {
        return new Mutator(other, corpus, trees, donors, isText, bytesMax);
    }

    Bytes mutate() {
        int at = random.nextInt(corpus.size());
        int changes = 1 + random.nextInt(4);
        int inItems = trees.get(at).isEmpty() ? 0 : random.nextInt(changes + 1);
        List<Item> tree = trees.get(at);
        for (int i = 0; i < inItems; i++) {
            int count = Item.count(tree);
            tree = count == 0 ? List.of(donor()) : change(tree, random.nextInt(count));
        }
        Bytes mutated = cut(inItems == 0 ? corpus.get(at) : Item.encode(tree));
        for (int i = inItems; i < changes; i++) {
            mutated = cut(changeBytes(mutated));
        }
        return mutated;
    }

    private Bytes cut(Bytes input) {
        return input.length() <= bytesMax ? input : input.slice(0, bytesMax);
    }

    private static void collect(List<Item> items, List<Item> donors) {
        for (Item item : items) {
            if (donors.size() < DONORS_MAX) {
                donors.add(item);
            }
            collect(item.parts(), donors);
        }
    }

    // ---- items

    /// Changes item number `index`, counted with all that is inside of the ones before it.
    private List<Item> change(List<Item> items, int index) {
        var changed = new ArrayList<Item>(items.size() + 1);
        int left = index;
        for (Item item : items) {
            if (left == 0) {
                changed.addAll(change(item));
            } else if (left > 0 && left < item.count()) {
                changed.add(item.containing(change(item.parts(), left - 1)));
            } else {
                changed.add(item);
            }
            left -= item.count();
        }
        return changed;
    }

    /// What stands in the place of `item`.
    private List<Item> change(Item item) {
        return switch (random.nextInt(12)) {
            case 0 -> List.of();
            case 1 -> Collections.nCopies(copies(item), item);
            case 2 -> List.of(donor());
            case 3 -> List.of(item, donor());
            case 4 -> List.of(item.writing(item.form().lie(lie(item.body().length()))));
            case 5 -> List.of(longer(item));
            case 6 -> nested(item);
            case 7 -> List.of(shortened(item));
            case 8 -> List.of(item.containing(changeBytes(item.body())));
            case 9 -> List.of(item.containing(value(item.body())));
            case 10 -> List.of(item.tagged(tag(item.tag())));
            default -> List.of(item.containing(item.body().concat(bytes(1 + random.nextInt(3)))));
        };
    }

    private Item donor() {
        return donors.isEmpty() ? Item.leaf(bytes(1)) : donors.get(random.nextInt(donors.size()));
    }

    /// Seldom as many as there can be.
    private int copies(Item item) {
        int most = bytesMax / Math.max(1, Item.encode(List.of(item)).length());
        return 2 + (random.nextInt(32) == 0 ? random.nextInt(Math.max(1, most)) : random.nextInt(3));
    }

    private long lie(int length) {
        return random.nextBoolean() ? length + random.nextInt(-2, 3) : Numbers.boundary(random);
    }

    /// The same in a longer form: its length, its tag, or the number that is its value.
    private Item longer(Item item) {
        int more = 1 + random.nextInt(random.nextInt(10) + 1);
        return switch (random.nextInt(3)) {
            case 0 -> item.tagged(Numbers.padded(item.tag(), more));
            case 1 -> item.form() == Item.Form.NONE && !isText ? item.containing(Numbers.padded(item.body(), more))
                    : item.containing(repeat(isText ? '0' : 0, more).concat(item.body()));
            default -> item.writing(item.form().longer(item.body().length(), more));
        };
    }

    /// The item inside of itself, or inside of groups as protobuf has them, some of which do not end.
    private List<Item> nested(Item item) {
        int depth = 1 + (random.nextInt(16) == 0 ? random.nextInt(bytesMax / 2) : random.nextInt(20));
        if (item.form() != Item.Form.NONE && random.nextBoolean()) {
            Item nested = item;
            for (int i = Math.min(depth, 64); i > 0; i--) {
                nested = item.containing(List.of(nested));
            }
            return List.of(nested);
        }
        int ends = random.nextInt(4) == 0 ? random.nextInt(depth + 1) : depth;
        int field = 1 + random.nextInt(15);
        return List.of(Item.leaf(repeat(field << 3 | 3, depth)), item, Item.leaf(repeat(field << 3 | 4, ends)));
    }

    private Item shortened(Item item) {
        if (item.parts().isEmpty()) {
            return item.containing(item.content().slice(0, random.nextInt(item.content().length() + 1)));
        }
        return item.containing(item.parts().subList(0, random.nextInt(item.parts().size())));
    }

    /// Another value: a word, a boundary, or as many bytes of one kind.
    private Bytes value(Bytes before) {
        if (isText && random.nextInt(4) != 0) {
            return random.nextInt(WORDS.size() + 1) == 0 ? SURROGATE : WORDS.get(random.nextInt(WORDS.size()));
        }
        return switch (random.nextInt(4)) {
            case 0 -> repeat(oneOf(BYTES), before.length());
            case 1 -> Numbers.bigEndian(Numbers.boundary(random), Math.min(before.length(), 64));
            case 2 -> Numbers.varint(Numbers.boundary(random));
            default -> bytes(before.length());
        };
    }

    private Bytes tag(Bytes before) {
        if (before.isEmpty() || random.nextInt(3) == 0) {
            return donor().tag();
        }
        return random.nextBoolean() ? flip(before, random.nextInt(before.length())) : Numbers.any(random);
    }

    // ---- bytes

    private Bytes changeBytes(Bytes input) {
        int at = random.nextInt(input.length() + 1);
        int to = random.nextInt(at, Math.min(input.length(), at + 16) + 1);
        return switch (random.nextInt(10)) {
            case 0 -> replace(input, at, Math.min(at + 1, input.length()), bytes(1));
            case 1 -> flip(input, at);
            case 2 -> replace(input, at, Math.min(at + 1, input.length()), repeat(oneOf(BYTES), 1));
            case 3 -> replace(input, at, at, repeat(oneOf(BYTES), 1));
            case 4 -> replace(input, at, at, bytes(1 + random.nextInt(8)));
            case 5 -> replace(input, at, to, Bytes.EMPTY);
            case 6 -> repeated(input, at, to);
            case 7 -> replace(input, at, Math.min(at + random.nextInt(2), input.length()), Numbers.any(random));
            case 8 -> input.slice(0, at);
            default -> splice(input, at);
        };
    }

    private static Bytes flip(Bytes input, int at, int bit) {
        byte[] array = input.toArray();
        array[at] ^= (byte) (1 << bit);
        return Bytes.copyOf(array);
    }

    private Bytes flip(Bytes input, int at) {
        return at == input.length() ? input : flip(input, at, random.nextInt(8));
    }

    private Bytes splice(Bytes input, int at) {
        Bytes other = corpus.get(random.nextInt(corpus.size()));
        return input.slice(0, at).concat(other.slice(random.nextInt(other.length() + 1)));
    }

    private Bytes repeated(Bytes input, int at, int to) {
        int times = 1 + random.nextInt(1 + random.nextInt(64));
        byte[] array = new byte[(to - at) * times];
        for (int i = 0; i < array.length; i++) {
            array[i] = (byte) input.at(at + i % (to - at));
        }
        return replace(input, at, at, Bytes.copyOf(array));
    }

    private static Bytes replace(Bytes input, int from, int to, Bytes by) {
        return Bytes.copyOf(ByteBuffer.allocate(from + by.length() + input.length() - to)
                .put(input.slice(0, from).buffer()).put(by.buffer()).put(input.slice(to).buffer()).flip());
    }

    private static Bytes repeat(int octet, int count) {
        byte[] array = new byte[count];
        Arrays.fill(array, (byte) octet);
        return Bytes.copyOf(array);
    }

    private Bytes bytes(int count) {
        byte[] array = new byte[count];
        random.nextBytes(array);
        return Bytes.copyOf(array);
    }

    private int oneOf(byte[] choice) {
        return choice[random.nextInt(choice.length)];
    }

    private static List<Bytes> words(String... texts) {
        return Arrays.stream(texts).map(Bytes::utf8).toList();
    }
}
