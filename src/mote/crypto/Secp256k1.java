package mote.crypto;

import module java.base;
import mote.bytes.*;

/// Verifies ECDSA signatures on secp256k1, the curve `y^2 = x^3 + 7` of Bitcoin, which the JDK does not have. For
/// public data only; about 1 ms each.
///
/// ```
///   key        33 bytes   02 (y even) or 03 (y odd), x
///   signature  DER        SEQUENCE { INTEGER r, INTEGER s }
///   valid      x(e/s G + r/s Q) = r modulo n      where e = SHA-256(message)
/// ```
///
/// Of the two signatures (r, s) and (r, n - s) both are valid, as in other implementations of libp2p: "high S" is
/// refused by Bitcoin alone.
/// @see <a href="https://www.secg.org/sec1-v2.pdf">SEC 1, 2.3.4 and 4.1.4</a>
/// @see <a href="https://www.secg.org/sec2-v2.pdf">SEC 2, 2.4.1</a>
final class Secp256k1 {

    static final int KEY_BYTES = 33;

    private static final BigInteger P = BigInteger.TWO.pow(256).subtract(BigInteger.valueOf((1L << 32) + 977));

    /// The order of the base point.
    private static final BigInteger N = new BigInteger(
            "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

    private static final BigInteger SEVEN = BigInteger.valueOf(7);
    private static final BigInteger THREE_TIMES_SEVEN = BigInteger.valueOf(21);

    private static final Point G = decode(Bytes.ofHex(
            "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798")).orElseThrow();

    static boolean verify(Bytes key, Bytes message, Ecdsa.Signature signature) {
        Optional<Point> q = decode(key);
        // spec: SEC 1, 4.1.4: "If r and s are not both integers in the interval [1, n - 1], output 'invalid'"
        if (q.isEmpty() || !isScalar(signature.r()) || !isScalar(signature.s())) return false;
        BigInteger w = signature.s().modInverse(N);
        BigInteger e = new BigInteger(1, Hash.SHA_256.of(message).toArray());
        Point sum = sum(e.multiply(w).mod(N), signature.r().multiply(w).mod(N), q.get());
        return sum.z.signum() != 0 && sum.x.multiply(sum.z.modInverse(P)).mod(P).mod(N).equals(signature.r());
    }

    private static boolean isScalar(BigInteger number) { return number.signum() > 0 && number.compareTo(N) < 0; }

    /// The point that 33 bytes stand for, if there is one.
    private static Optional<Point> decode(Bytes encoded) {
        if (encoded.length() != KEY_BYTES || encoded.at(0) != 2 && encoded.at(0) != 3) return Optional.empty();
        BigInteger x = new BigInteger(1, encoded.slice(1).toArray());
        BigInteger square = x.pow(3).add(SEVEN).mod(P);
        BigInteger y = square.modPow(P.add(BigInteger.ONE).shiftRight(2), P); // the root, as p = 3 modulo 4
        if (x.compareTo(P) >= 0 || !y.multiply(y).mod(P).equals(square)) return Optional.empty();
        boolean odd = encoded.at(0) == 3;
        return Optional.of(new Point(x, y.testBit(0) == odd ? y : P.subtract(y), BigInteger.ONE));
    }

    /// `m G + n Q`: doubles twice, then adds what two bits of m and two bits of n stand for together.
    private static Point sum(BigInteger m, BigInteger n, Point q) {
        Point[] addends = new Point[16]; // i G + j Q is at i + 4 j
        addends[0] = Point.NEUTRAL;
        for (int i = 1; i < addends.length; i++) {
            addends[i] = i < 4 ? addends[i - 1].plus(G) : addends[i - 4].plus(q);
        }
        Point sum = Point.NEUTRAL;
        for (int bit = N.bitLength() - 2; bit >= 0; bit -= 2) {
            sum = sum.plus(sum);
            sum = sum.plus(sum);
            sum = sum.plus(addends[m.shiftRight(bit).intValue() & 3 | (n.shiftRight(bit).intValue() & 3) << 2]);
        }
        return sum;
    }

    /// A point in homogeneous coordinates: `x = X/Z`, `y = Y/Z`; the neutral point is (0, 1, 0).
    private record Point(BigInteger x, BigInteger y, BigInteger z) {

        static final Point NEUTRAL = new Point(BigInteger.ZERO, BigInteger.ONE, BigInteger.ZERO);

        /// The sum of any two points, equal, opposite or neutral: one formula without exceptions, so that there are no
        /// special cases to forget (Renes, Costello, Batina 2016, algorithm 7).
        Point plus(Point q) {
            BigInteger xx = x.multiply(q.x).mod(P);
            BigInteger yy = y.multiply(q.y).mod(P);
            BigInteger zz = z.multiply(q.z).mod(P);
            BigInteger xy = x.add(y).multiply(q.x.add(q.y)).subtract(xx).subtract(yy).mod(P); // X1 Y2 + X2 Y1
            BigInteger yz = y.add(z).multiply(q.y.add(q.z)).subtract(yy).subtract(zz).mod(P);
            BigInteger xz = x.add(z).multiply(q.x.add(q.z)).subtract(xx).subtract(zz).mod(P);
            BigInteger xx3 = xx.shiftLeft(1).add(xx);
            BigInteger zz21 = zz.multiply(THREE_TIMES_SEVEN);
            BigInteger xz21 = xz.multiply(THREE_TIMES_SEVEN);
            BigInteger minus = yy.subtract(zz21);
            BigInteger plus = yy.add(zz21);
            return new Point(xy.multiply(minus).subtract(yz.multiply(xz21)).mod(P),
                    plus.multiply(minus).add(xx3.multiply(xz21)).mod(P),
                    yz.multiply(plus).add(xx3.multiply(xy)).mod(P));
        }
    }
}
