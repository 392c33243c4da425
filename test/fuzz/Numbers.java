package fuzz;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import mote.bytes.Bytes;

/// Numbers that readers stumble over, in the forms in which they stand in messages. Written apart from the code that is
/// tested.
final class Numbers {

    private Numbers() {
    }

    /// A power of two, one less or one more: the ends of all ranges, and nearly all limits.
    static long boundary(RandomGenerator random) {
        return (1L << random.nextInt(64)) + random.nextInt(3) - 1;
    }

    /// As few bytes as it takes; negative numbers take ten.
    static Bytes varint(long number) {
        byte[] bytes = new byte[10];
        int count = 0;
        for (long rest = number; count == 0 || rest != 0; rest >>>= 7) {
            bytes[count++] = (byte) (rest & 0x7f | (rest >>> 7 != 0 ? 0x80 : 0));
        }
        return Bytes.copyOf(bytes, 0, count);
    }

    /// The same varint in `more` more bytes.
    static Bytes padded(Bytes varint, int more) {
        if (varint.isEmpty()) {
            return varint;
        }
        byte[] bytes = Arrays.copyOf(varint.toArray(), varint.length() + more);
        for (int i = varint.length() - 1; i < bytes.length - 1; i++) {
            bytes[i] |= (byte) 0x80;
        }
        return Bytes.copyOf(bytes);
    }

    static Bytes bigEndian(long number, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length && i < 8; i++) {
            bytes[length - 1 - i] = (byte) (number >>> 8 * i);
        }
        return Bytes.copyOf(bytes);
    }

    /// A length of DER in so many bytes after the first.
    static Bytes derLength(int length, int bytes) {
        return bigEndian(0x80 | bytes, 1).concat(bigEndian(Integer.toUnsignedLong(length), bytes));
    }

    /// A boundary as a varint or as an integer of one to eight bytes.
    static Bytes any(RandomGenerator random) {
        long number = boundary(random);
        return switch (random.nextInt(3)) {
            case 0 -> varint(number);
            case 1 -> padded(varint(number), 1 + random.nextInt(12));
            default -> bigEndian(number, 1 << random.nextInt(4));
        };
    }
}
