package mote.crypto;

import module java.base;
import mote.bytes.*;

/// A number modulo p = 2^255 - 19, as five limbs: `l0 + l1 2^51 + l2 2^102 + l3 2^153 + l4 2^204`.
///
/// Limbs are signed and need not be reduced: a sum or a difference is five additions and no carry. A product wants
/// limbs of at most 2^53 in magnitude and leaves limbs of at most 2^51 and a little, so that two sums or differences
/// in a row may stand between products.
///
/// The element is an accumulator: `r.product(a, b)` makes `r` the product and returns it; `r` may be `a` or `b`.
/// This makes no garbage where thousands of products make one verification.
///
/// For public data only: its time depends on the numbers.
final class FieldElement {

    static final FieldElement ZERO = of(0);
    static final FieldElement ONE = of(1);

    private static final int LIMB_BITS = 51;
    private static final long MASK = (1L << LIMB_BITS) - 1;

    private long l0, l1, l2, l3, l4;

    /// A new element: `number`, of at most 51 bits and a sign.
    static FieldElement of(long number) { return new FieldElement().set(number, 0, 0, 0, 0); }

    /// The low 255 bits of 32 bytes, little-endian.
    static FieldElement decode(Bytes encoded) {
        ByteBuffer in = encoded.buffer().order(ByteOrder.LITTLE_ENDIAN);
        return new FieldElement().set(in.getLong(0) & MASK, in.getLong(6) >>> 3 & MASK,
                in.getLong(12) >>> 6 & MASK, in.getLong(19) >>> 1 & MASK, in.getLong(24) >>> 12 & MASK);
    }

    Bytes encode() { return encode(false); }

    /// The 32 bytes, little-endian, of the number between 0 and p - 1, and `top` as the bit that is left.
    Bytes encode(boolean top) {
        // Two carries leave 0 to 2^255 - 1. With 19 more, what was p or larger passes 2^255, which the carry makes 19:
        // what is left is less by p, and without the 19 that came first it is the number.
        FieldElement r = new FieldElement().carry(l0, l1, l2, l3, l4).plus(0).plus(19).plus(-19);
        ByteBuffer out = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(r.l0 | r.l1 << 51).putLong(r.l1 >> 13 | r.l2 << 38);
        out.putLong(r.l2 >> 26 | r.l3 << 25).putLong(r.l3 >> 39 | r.l4 << 12 | (top ? Long.MIN_VALUE : 0));
        return Bytes.copyOf(out.flip());
    }

    FieldElement sum(FieldElement a, FieldElement b) {
        return set(a.l0 + b.l0, a.l1 + b.l1, a.l2 + b.l2, a.l3 + b.l3, a.l4 + b.l4);
    }

    FieldElement difference(FieldElement a, FieldElement b) {
        return set(a.l0 - b.l0, a.l1 - b.l1, a.l2 - b.l2, a.l3 - b.l3, a.l4 - b.l4);
    }

    /// Every product of two limbs is split at bit 51 into `low` and `high`, which count for neighbouring columns; so
    /// no sum of a column passes 63 bits. Columns 5 to 9 fold onto 0 to 4, since 2^255 = 19 modulo p.
    FieldElement product(FieldElement a, FieldElement b) {
        long a0 = a.l0, a1 = a.l1, a2 = a.l2, a3 = a.l3, a4 = a.l4;
        long b0 = b.l0, b1 = b.l1, b2 = b.l2, b3 = b.l3, b4 = b.l4;
        long c0 = low(a0, b0);
        long c1 = low(a0, b1) + low(a1, b0) + high(a0, b0);
        long c2 = low(a0, b2) + low(a1, b1) + low(a2, b0) + high(a0, b1) + high(a1, b0);
        long c3 = low(a0, b3) + low(a1, b2) + low(a2, b1) + low(a3, b0) + high(a0, b2) + high(a1, b1) + high(a2, b0);
        long c4 = low(a0, b4) + low(a1, b3) + low(a2, b2) + low(a3, b1) + low(a4, b0)
                + high(a0, b3) + high(a1, b2) + high(a2, b1) + high(a3, b0);
        long c5 = low(a1, b4) + low(a2, b3) + low(a3, b2) + low(a4, b1)
                + high(a0, b4) + high(a1, b3) + high(a2, b2) + high(a3, b1) + high(a4, b0);
        long c6 = low(a2, b4) + low(a3, b3) + low(a4, b2) + high(a1, b4) + high(a2, b3) + high(a3, b2) + high(a4, b1);
        long c7 = low(a3, b4) + low(a4, b3) + high(a2, b4) + high(a3, b3) + high(a4, b2);
        long c8 = low(a4, b4) + high(a3, b4) + high(a4, b3);
        return carry(c0 + 19 * c5, c1 + 19 * c6, c2 + 19 * c7, c3 + 19 * c8, c4 + 19 * high(a4, b4));
    }

    /// The product of `a` with itself, in two thirds of the time.
    FieldElement square(FieldElement a) {
        long a0 = a.l0, a1 = a.l1, a2 = a.l2, a3 = a.l3, a4 = a.l4;
        long d0 = 2 * a0, d1 = 2 * a1, d2 = 2 * a2, d3 = 2 * a3;
        long c0 = low(a0, a0);
        long c1 = low(d0, a1) + high(a0, a0);
        long c2 = low(d0, a2) + low(a1, a1) + high(d0, a1);
        long c3 = low(d0, a3) + low(d1, a2) + high(d0, a2) + high(a1, a1);
        long c4 = low(d0, a4) + low(d1, a3) + low(a2, a2) + high(d0, a3) + high(d1, a2);
        long c5 = low(d1, a4) + low(d2, a3) + high(d0, a4) + high(d1, a3) + high(a2, a2);
        long c6 = low(d2, a4) + low(a3, a3) + high(d1, a4) + high(d2, a3);
        long c7 = low(d3, a4) + high(d2, a4) + high(a3, a3);
        long c8 = low(a4, a4) + high(d3, a4);
        return carry(c0 + 19 * c5, c1 + 19 * c6, c2 + 19 * c7, c3 + 19 * c8, c4 + 19 * high(a4, a4));
    }

    /// Multiplies this element by `factor`.
    FieldElement times(FieldElement factor) { return product(this, factor); }

    /// A new element: this to the power of (p - 5) / 8 = 2^252 - 3, from which both roots and inverses are made.
    FieldElement rootPower() { return ones(250).squared(2).times(this); }

    /// A new element: 1 divided by this, which is this to the power of p - 2 = 8 (2^252 - 3) + 3.
    FieldElement inverse() { return rootPower().squared(3).times(squared(1)).times(this); }

    boolean isOdd() { return (encode().at(0) & 1) == 1; }

    /// Whether this and `other` are the same number, however written.
    boolean is(FieldElement other) { return encode().equals(other.encode()); }

    /// This to the power of 2^ones - 1, which has as many ones in binary, for ones = 1, 3, 7, 15, 31, 62, 125, 250.
    private FieldElement ones(int ones) {
        if (ones == 1) return this;
        FieldElement half = ones(ones / 2);
        FieldElement power = half.squared(ones / 2).times(half);
        return ones % 2 == 0 ? power : power.squared(1).times(this);
    }

    /// A new element: this squared `times` times.
    FieldElement squared(int times) {
        FieldElement power = new FieldElement().square(this);
        for (int i = 1; i < times; i++) {
            power.square(power);
        }
        return power;
    }

    private FieldElement plus(long number) { return carry(l0 + number, l1, l2, l3, l4); }

    private FieldElement carry(long c0, long c1, long c2, long c3, long c4) {
        c1 += c0 >> LIMB_BITS;
        c2 += c1 >> LIMB_BITS;
        c3 += c2 >> LIMB_BITS;
        c4 += c3 >> LIMB_BITS;
        return set((c0 & MASK) + 19 * (c4 >> LIMB_BITS), c1 & MASK, c2 & MASK, c3 & MASK, c4 & MASK);
    }

    private FieldElement set(long c0, long c1, long c2, long c3, long c4) {
        l0 = c0;
        l1 = c1;
        l2 = c2;
        l3 = c3;
        l4 = c4;
        return this;
    }

    private static long low(long a, long b) { return a * b & MASK; }

    /// a b / 2^51, rounded down: the shifts by 13 in all put bit 51 of the product at bit 64.
    private static long high(long a, long b) { return Math.multiplyHigh(a << 6, b << 7); }
}
