package mote.crypto;

import module java.base;

/// The non-adjacent form of a scalar: signed odd digits with zeros between them, so that a multiple of a point takes
/// few additions and a small table.
///
/// ```
///   width 5:  k = sum of digit[i] 2^i,  each digit 0 or odd in -15..15,  any two at least 5 places apart
/// ```
final class Naf {

    /// The width used everywhere: one addition in six doublings, and a table of eight odd multiples. A table of 64,
    /// kept for the base point, was measured and made no difference.
    static final int WIDTH = 5;

    /// Odd multiples that a table holds: 1, 3, .. 15.
    static final int ODD_MULTIPLES = 1 << WIDTH - 2;

    /// The digits of `k`, which is not negative, the lowest first: at most one more than `k` has bits.
    static byte[] digits(BigInteger k) {
        byte[] digits = new byte[k.bitLength() + 1];
        int carry = 0;
        for (int i = 0; i < digits.length; i++) {
            if (k.testBit(i) == (carry == 1)) continue; // the bit and the carry make 0, or make 0 and carry 1
            int window = (k.shiftRight(i).intValue() & (1 << WIDTH) - 1) + carry;
            carry = window >> WIDTH - 1;
            digits[i] = (byte) (window - (carry << WIDTH));
            i += WIDTH - 1;
        }
        return digits;
    }
}
