package mote.crypto;

import module java.base;
import mote.bytes.*;

/// RSA public keys, and signatures made with RSASSA-PKCS1-v1_5 and SHA-256 (RFC 8017, 8.2). The arithmetic is the
/// JDK's; what comes here first is the refusal of keys that are weak or costly.
///
/// ```
///   key   SubjectPublicKeyInfo:  SEQUENCE { SEQUENCE { OID rsaEncryption, NULL },
///                                           BIT STRING { SEQUENCE { INTEGER n, INTEGER e } } }
/// ```
///
/// @see <a href="https://www.rfc-editor.org/rfc/rfc3279#section-2.3.1">RFC 3279, 2.3.1</a>
final class Rsa {

    /// The algorithm: rsaEncryption without parameters.
    private static final Bytes ALGORITHM = Bytes.ofHex("300d06092a864886f70d0101010500");

    /// Refuses what is not a public key that this node accepts. The lengths of modulus and exponent are checked before
    /// numbers are made of them.
    static RSAPublicKeySpec decode(Bytes key) throws P2pException {
        Limits limits = Limits.DEFAULT;
        Der info = Der.sequence(key);
        info.expect(ALGORITHM);
        Der numbers = Der.sequence(info.bitString());
        info.end();
        BigInteger modulus = numbers.integer(limits.rsaBitsMax() / 8);
        BigInteger exponent = numbers.integer(limits.rsaExponentBytesMax());
        numbers.end();
        int bits = modulus.bitLength();
        if (bits < limits.rsaBitsMin()) throw P2pException.peer("an RSA key of " + bits + " bits");
        if (!modulus.testBit(0) || !exponent.testBit(0) || exponent.equals(BigInteger.ONE)) {
            throw P2pException.peer("an RSA key with an even modulus, or an exponent that is even or 1");
        }
        return new RSAPublicKeySpec(modulus, exponent);
    }
}
