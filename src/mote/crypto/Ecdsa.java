package mote.crypto;

import module java.base;
import mote.bytes.*;

/// ECDSA on the curve P-256 with SHA-256 (FIPS 186-5, 6.4), by the JDK. Other curves are not read.
///
/// ```
///   key        SubjectPublicKeyInfo:  SEQUENCE { SEQUENCE { OID ecPublicKey, OID P-256 }, BIT STRING { 04 x y } }
///   signature  SEQUENCE { INTEGER r, INTEGER s }
/// ```
///
/// Both s and n - s are valid: certificates among the specification's vectors carry the higher one.
/// @see <a href="https://www.rfc-editor.org/rfc/rfc5480#section-2">RFC 5480, 2</a>
/// @see <a href="https://www.rfc-editor.org/rfc/rfc3279#section-2.2.3">RFC 3279, 2.2.3</a>
final class Ecdsa {

    /// All that stands before x and y: every key has the same.
    private static final Bytes PREFIX = Bytes.ofHex("3059301306072a8648ce3d020106082a8648ce3d03010703420004");

    /// A signature on any curve of 256 bits, as it came and as its numbers.
    record Signature(Bytes encoded, BigInteger r, BigInteger s) { }

    /// Refuses what has not the form of a key on P-256. Whether its point is on the curve is seen when it verifies.
    static X509EncodedKeySpec decode(Bytes key) throws P2pException {
        if (key.length() != PREFIX.length() + 64 || !key.startsWith(PREFIX)) {
            throw P2pException.peer("an ECDSA key that is not an uncompressed point of P-256");
        }
        return new X509EncodedKeySpec(key.toArray());
    }

    /// Reads two numbers in DER, each at most 32 bytes and not negative.
    static Signature decodeSignature(Bytes encoded) throws P2pException {
        Der numbers = Der.sequence(encoded);
        Signature signature = new Signature(encoded, numbers.integer(32), numbers.integer(32));
        numbers.end();
        return signature;
    }
}
