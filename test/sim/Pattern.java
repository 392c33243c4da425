package sim;

import java.nio.ByteBuffer;

/// Bytes without end that follow from a number, so that each side of an exchange knows what has to come.
record Pattern(long seed) {

    /// The bytes from `from` on, as many as fit. A seed and a place that differ in one bit have nothing in common.
    void fill(long from, byte[] bytes) {
        ByteBuffer out = ByteBuffer.wrap(bytes);
        long at = from;
        for (; at % Long.BYTES != 0 && out.hasRemaining(); at++) {
            out.put(single(at));
        }
        for (; out.remaining() >= Long.BYTES; at += Long.BYTES) {
            out.putLong(word(at));
        }
        for (; out.hasRemaining(); at++) {
            out.put(single(at));
        }
    }

    private byte single(long at) {
        return (byte) (word(at) >>> 8 * (Long.BYTES - 1 - at % Long.BYTES));
    }

    /// The eight bytes that the byte at `at` is one of: SplitMix64.
    private long word(long at) {
        long z = seed + (at / Long.BYTES + 1) * 0x9e37_79b9_7f4a_7c15L;
        z = (z ^ z >>> 30) * 0xbf58_476d_1ce4_e5b9L;
        z = (z ^ z >>> 27) * 0x94d0_49bb_1331_11ebL;
        return z ^ z >>> 31;
    }
}
