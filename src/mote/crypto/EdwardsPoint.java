package mote.crypto;

import module java.base;
import mote.bytes.*;

/// A point of the curve `-x^2 + y^2 = 1 + d x^2 y^2` of Ed25519, in extended coordinates: `x = X/Z`, `y = Y/Z`,
/// `x y = T/Z`, where T is kept as two factors E and H, since additions need it and doublings do not. Like its
/// coordinates it is an accumulator, and for public data only.
///
/// The formulas have no exceptions: they hold for equal points and for the neutral one (0, 1).
/// @see <a href="https://www.rfc-editor.org/rfc/rfc8032#section-5.1">RFC 8032, 5.1</a>
final class EdwardsPoint {

    /// -121665/121666
    private static final FieldElement D = FieldElement.decode(Bytes.ofHex(
            "a3785913ca4deb75abd841414d0a700098e879777940c78c73fe6f2bee6c0352"));
    private static final FieldElement TWO_D = new FieldElement().sum(D, D);

    private static final FieldElement ROOT_OF_MINUS_1 = FieldElement.decode(Bytes.ofHex(
            "b0a00e4a271beec478e42fad0618432fa7d7fb3d99004d2b0bdfc14f8024832b"));

    /// Bits of a scalar that are added at once.
    private static final int WINDOW = 5;

    private final FieldElement x, y, e, h;
    private final FieldElement z = FieldElement.of(1);

    // Used within one step.
    private final FieldElement a = new FieldElement(), b = new FieldElement();
    private final FieldElement c = new FieldElement(), d = new FieldElement();

    /// Takes both numbers over.
    private EdwardsPoint(FieldElement x, FieldElement y) {
        this.x = x;
        this.y = y;
        this.e = new FieldElement().sum(x, FieldElement.ZERO);
        this.h = new FieldElement().sum(y, FieldElement.ZERO);
    }

    /// The point that 32 bytes stand for, if they are the one encoding of a point: y and the parity of x.
    static Optional<EdwardsPoint> decode(Bytes encoded) {
        FieldElement y = FieldElement.decode(encoded);
        boolean odd = encoded.at(31) >= 0x80;
        // spec: RFC 8032, 5.1.3: "If the resulting value is >= p, decoding fails."
        if (!y.encode(odd).equals(encoded)) return Optional.empty();
        // x^2 = u/v, whose candidate root is u v^3 (u v^7)^((p - 5) / 8): a root of u/v or of -u/v, where there is one
        FieldElement u = new FieldElement().difference(y.squared(1), FieldElement.ONE);
        FieldElement v = new FieldElement().sum(y.squared(1).times(D), FieldElement.ONE);
        FieldElement v3 = v.squared(1).times(v);
        FieldElement x = v3.squared(1).times(v).times(u).rootPower().times(v3).times(u);
        if (!x.squared(1).times(v).is(u)) x.times(ROOT_OF_MINUS_1);
        if (!x.squared(1).times(v).is(u)) return Optional.empty();
        // spec: RFC 8032, 5.1.3: "If x = 0, and x_0 = 1, decoding fails."
        if (odd && x.is(FieldElement.ZERO)) return Optional.empty();
        if (odd != x.isOdd()) x.difference(FieldElement.ZERO, x);
        return Optional.of(new EdwardsPoint(x, y));
    }

    /// The 32 bytes of the opposite point, (-x, y).
    Bytes encodeOpposite() {
        FieldElement inverse = z.inverse();
        FieldElement minusX = new FieldElement().difference(FieldElement.ZERO, x).times(inverse);
        return new FieldElement().product(y, inverse).encode(minusX.isOdd());
    }

    /// `m P + n Q`, where `p` and `q` are the multiples of P and Q, and m and n are below 2^255.
    static EdwardsPoint sum(BigInteger m, Multiple[] p, BigInteger n, Multiple[] q) {
        EdwardsPoint sum = neutral();
        for (int bit = 255 - WINDOW; bit >= 0; bit -= WINDOW) {
            for (int i = 0; i < WINDOW; i++) {
                sum.twice();
            }
            sum.add(p[m.shiftRight(bit).intValue() & p.length - 1]);
            sum.add(q[n.shiftRight(bit).intValue() & q.length - 1]);
        }
        return sum;
    }

    /// The multiples of this point by 0, 1, 2, .. which the bits in a window stand for.
    Multiple[] multiples() {
        Multiple[] multiples = new Multiple[1 << WINDOW];
        Multiple once = new Multiple(this);
        EdwardsPoint sum = neutral();
        for (int i = 0; i < multiples.length; i++) {
            multiples[i] = new Multiple(sum);
            sum.add(once);
        }
        return multiples;
    }

    private static EdwardsPoint neutral() { return new EdwardsPoint(FieldElement.of(0), FieldElement.of(1)); }

    /// Doubles this point: 4 squares, 3 products (dbl-2008-hwcd).
    private void twice() {
        a.square(x);
        b.square(y);
        e.square(e.sum(x, y));
        d.square(z);
        h.sum(a, b);            // H = X^2 + Y^2
        e.difference(h, e);     // E = H - (X + Y)^2
        a.difference(a, b);     // G = X^2 - Y^2
        d.sum(d, d).sum(d, a);  // F = 2 Z^2 + G
        x.product(e, d);
        y.product(a, h);
        z.product(d, a);
    }

    /// Adds a multiple to this point: 8 products (add-2008-hwcd-3).
    void add(Multiple m) {
        a.difference(y, x).times(m.difference);
        b.sum(y, x).times(m.sum);
        c.product(e, h).times(m.twoDT);
        d.product(z, m.twoZ);
        e.difference(b, a);
        h.sum(b, a);
        a.difference(d, c);     // F
        d.sum(d, c);            // G
        x.product(e, a);
        y.product(d, h);
        z.product(a, d);
    }

    /// A point prepared for being added.
    record Multiple(FieldElement sum, FieldElement difference, FieldElement twoZ, FieldElement twoDT) {

        private Multiple(EdwardsPoint p) {
            this(new FieldElement().sum(p.y, p.x), new FieldElement().difference(p.y, p.x),
                    new FieldElement().sum(p.z, p.z), new FieldElement().product(p.e, p.h).times(TWO_D));
        }
    }
}
