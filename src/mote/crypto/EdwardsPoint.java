package mote.crypto;

import module java.base;
import mote.bytes.*;

/// A point of the curve `-x^2 + y^2 = 1 + d x^2 y^2` of Ed25519, in extended coordinates: `x = X/Z`, `y = Y/Z`,
/// `x y = T/Z`. Like its coordinates it is an accumulator, and for public data only.
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

    /// Of a number below 2^253 in [Naf].
    private static final int DIGITS = 254;

    private final FieldElement x, y, t;
    private final FieldElement z = FieldElement.of(1);

    // Used within one step.
    private final FieldElement a = new FieldElement(), b = new FieldElement();
    private final FieldElement c = new FieldElement(), d = new FieldElement();

    /// Takes both numbers over.
    private EdwardsPoint(FieldElement x, FieldElement y) {
        this.x = x;
        this.y = y;
        this.t = new FieldElement().product(x, y);
    }

    /// The point that 32 bytes stand for, if they are the one encoding of a point: y and the parity of x.
    static Optional<EdwardsPoint> decode(Bytes encoded) {
        FieldElement y = FieldElement.decode(encoded);
        boolean odd = encoded.at(31) >= 0x80;
        // spec: RFC 8032, 5.1.3: "If the resulting value is >= p, decoding fails."
        if (!encode(y, odd).equals(encoded)) return Optional.empty();
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

    Bytes encode() {
        FieldElement inverse = z.inverse();
        return encode(new FieldElement().product(y, inverse), new FieldElement().product(x, inverse).isOdd());
    }

    /// `m P - n Q`, where `p` and `q` are the odd multiples of P and Q; m and n are below 2^253.
    static EdwardsPoint difference(BigInteger m, Multiple[] p, BigInteger n, Multiple[] q) {
        byte[] mDigits = Arrays.copyOf(Naf.digits(m), DIGITS);
        byte[] nDigits = Arrays.copyOf(Naf.digits(n), DIGITS);
        EdwardsPoint sum = new EdwardsPoint(FieldElement.of(0), FieldElement.of(1));
        for (int i = DIGITS - 1; i >= 0; i--) {
            sum.twice();
            if (mDigits[i] != 0) sum.add(p[Math.abs(mDigits[i]) / 2], mDigits[i] < 0);
            if (nDigits[i] != 0) sum.add(q[Math.abs(nDigits[i]) / 2], nDigits[i] > 0);
        }
        return sum;
    }

    /// The multiples of this point by 1, 3, 5, .. which a digit of [Naf] stands for. This point changes.
    Multiple[] oddMultiples() {
        Multiple[] multiples = new Multiple[Naf.ODD_MULTIPLES];
        multiples[0] = new Multiple(this);
        twice();
        Multiple two = new Multiple(this);
        add(multiples[0], true);
        for (int i = 1; i < multiples.length; i++) {
            add(two, false);
            multiples[i] = new Multiple(this);
        }
        return multiples;
    }

    /// Doubles this point: 4 squares, 4 products (dbl-2008-hwcd).
    private void twice() {
        a.square(x);
        b.square(y);
        c.square(c.sum(x, y));
        d.square(z);
        z.sum(a, b);            // H = X^2 + Y^2
        c.difference(z, c);     // E = H - (X + Y)^2
        a.difference(a, b);     // G = X^2 - Y^2
        d.sum(d, d).sum(d, a);  // F = 2 Z^2 + G
        x.product(c, d);
        y.product(a, z);
        t.product(c, z);
        z.product(d, a);
    }

    /// Adds a multiple to this point, or takes it away: 8 products (add-2008-hwcd-3). To negate a point is to negate
    /// x and T.
    private void add(Multiple m, boolean negated) {
        a.difference(y, x).product(a, negated ? m.sum : m.difference);
        b.sum(y, x).product(b, negated ? m.difference : m.sum);
        c.product(t, m.twoDT);
        d.product(z, m.twoZ);
        x.difference(b, a);     // E
        y.sum(b, a);            // H
        a.difference(d, c);     // F, or G where negated
        d.sum(d, c);            // G, or F where negated
        FieldElement f = negated ? d : a;
        FieldElement g = negated ? a : d;
        z.product(f, g);
        t.product(x, y);
        x.product(x, f);
        y.product(y, g);
    }

    private static Bytes encode(FieldElement y, boolean odd) {
        byte[] encoded = y.encode().toArray();
        encoded[31] |= (byte) (odd ? 0x80 : 0);
        return Bytes.copyOf(encoded);
    }

    /// A point prepared for being added.
    record Multiple(FieldElement sum, FieldElement difference, FieldElement twoZ, FieldElement twoDT) {

        private Multiple(EdwardsPoint point) {
            this(new FieldElement().sum(point.y, point.x), new FieldElement().difference(point.y, point.x),
                    new FieldElement().sum(point.z, point.z), new FieldElement().product(point.t, TWO_D));
        }
    }
}
