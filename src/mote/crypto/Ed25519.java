package mote.crypto;

import module java.base;
import mote.bytes.*;

/// Verifies Ed25519 signatures (RFC 8032, 5.1.7). The JDK does too, but takes seven times as long, and a node verifies
/// one signature for every connection. Only public data comes here; signing, which needs constant time, stays the
/// JDK's.
///
/// ```
///   key        32 bytes   A, a point
///   signature  64 bytes   R, a point | S, a number below L, little-endian
///   valid      S B = R + k A   where k = SHA-512(R | A | message)
/// ```
///
/// Which of the doubtful signatures are valid is the JDK's choice: there is no multiplication by the cofactor, points
/// and S have exactly one encoding, and a key of small order is a key.
/// @see <a href="https://www.rfc-editor.org/rfc/rfc8032#section-5.1">RFC 8032, 5.1</a>
final class Ed25519 {

    static final int KEY_BYTES = 32;
    static final int SIGNATURE_BYTES = 64;

    /// The order of the base point.
    private static final BigInteger L = BigInteger.ONE.shiftLeft(252)
            .add(new BigInteger("27742317777372353535851937790883648493"));

    private static final EdwardsPoint.Multiple[] BASE = EdwardsPoint.decode(Bytes.ofHex("58" + "66".repeat(31)))
            .orElseThrow().multiples();

    static boolean verify(Bytes key, Bytes message, Bytes signature) {
        if (key.length() != KEY_BYTES || signature.length() != SIGNATURE_BYTES) return false;
        Bytes r = signature.slice(0, 32);
        BigInteger s = littleEndian(signature.slice(32));
        Optional<EdwardsPoint> a = EdwardsPoint.decode(key);
        // spec: RFC 8032, 5.1.7: "the second half as an integer S, in the range 0 <= s < L"
        if (s.compareTo(L) >= 0 || a.isEmpty()) return false;
        BigInteger k = littleEndian(Hash.SHA_512.of(r, key, message)).mod(L);
        // R = S B - k A is the opposite of (L - S) B + k A, as L B is neutral.
        return EdwardsPoint.sum(L.subtract(s), BASE, k, a.get().multiples()).encodeOpposite().equals(r);
    }

    private static BigInteger littleEndian(Bytes number) {
        byte[] reversed = new byte[number.length()];
        for (int i = 0; i < reversed.length; i++) {
            reversed[reversed.length - 1 - i] = (byte) number.at(i);
        }
        return new BigInteger(1, reversed);
    }
}
