package mote.crypto;

import module java.base;
import mote.bytes.*;

/// An ECDSA signature on a curve of 256 bits: `SEQUENCE { INTEGER r, INTEGER s }` in DER, each at most 32 bytes and not
/// negative.
/// @see <a href="https://www.rfc-editor.org/rfc/rfc3279#section-2.2.3">RFC 3279, 2.2.3</a>
record EcdsaSignature(BigInteger r, BigInteger s) {

    static EcdsaSignature decode(Bytes encoded) throws P2pException {
        Der numbers = Der.sequence(encoded);
        EcdsaSignature signature = new EcdsaSignature(numbers.integer(32), numbers.integer(32));
        numbers.end();
        return signature;
    }
}
