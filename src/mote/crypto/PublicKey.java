package mote.crypto;

import module java.base;
import java.security.Signature;
import mote.bytes.*;

/// The public key of a peer, of a form that this node accepts.
///
/// ```proto
/// message PublicKey {
///   required KeyType Type = 1;
///   required bytes Data = 2;
/// }
/// ```
///
/// | type | data | signature |
/// |---|---|---|
/// | RSA | SubjectPublicKeyInfo in DER, 2,048 to 8,192 bits | PKCS #1 v1.5 with SHA-256 |
/// | Ed25519 | 32 bytes | 64 bytes |
/// | Secp256k1 | 33 bytes, the compressed point | ECDSA with SHA-256, in DER |
/// | ECDSA | SubjectPublicKeyInfo in DER, on P-256 | ECDSA with SHA-256, in DER |
///
/// The form of a key is checked when it is made. Whether its numbers are a point of the curve costs more and is only
/// seen when it verifies: no signature is valid under a key that is none.
/// @see <a href="https://github.com/libp2p/specs/blob/master/peer-ids/peer-ids.md">spec: peer ids and keys</a>
public final class PublicKey {

    private final KeyMessage key;

    private PublicKey(KeyMessage key) { this.key = key; }

    /// The key of `type` whose data is `data`, which is copied.
    ///
    /// @throws P2pException blaming the peer where this node does not accept such a key
    public static PublicKey of(KeyType type, Bytes data) throws P2pException {
        switch (type) {
            case RSA -> Rsa.decode(data);
            case Ed25519 -> checkLength(type, data.length(), Ed25519.KEY_BYTES);
            case Secp256k1 -> checkLength(type, data.length(), Secp256k1.KEY_BYTES);
            case ECDSA -> Ecdsa.decode(data);
        }
        return new PublicKey(new KeyMessage(type, Bytes.copyOf(data.buffer())));
    }

    /// Reads a `PublicKey` message.
    ///
    /// @throws P2pException blaming the peer where it is malformed or this node does not accept the key
    public static PublicKey decode(Bytes encoded) throws P2pException {
        KeyMessage message = KeyMessage.decode(encoded);
        return of(message.type(), message.data());
    }

    public KeyType type() { return key.type(); }

    /// The key itself, as the table shows.
    public Bytes data() { return key.data(); }

    /// The one `PublicKey` message of this key, from which its peer id is made.
    public Bytes encode() { return key.encode(); }

    /// Whether `signature` was made over `message` by the owner of this key. Any bytes at all may be asked about.
    public boolean verify(Bytes message, Bytes signature) {
        try {
            return switch (type()) {
                case RSA -> verify("RSA", Rsa.decode(data()), "SHA256withRSA", message, signature);
                case Ed25519 -> Ed25519.verify(data(), message, signature);
                case Secp256k1 -> Secp256k1.verify(data(), message, Ecdsa.decodeSignature(signature));
                // The JDK alone would take negative numbers for positive ones.
                case ECDSA -> verify("EC", Ecdsa.decode(data()), "SHA256withECDSA", message,
                        Ecdsa.decodeSignature(signature).encoded());
            };
        } catch (GeneralSecurityException | P2pException malformed) {
            return false;
        }
    }

    @Override
    public boolean equals(Object object) { return object instanceof PublicKey other && key.equals(other.key); }

    @Override public int hashCode() { return key.hashCode(); }

    @Override public String toString() { return type() + " " + data(); }

    /// Whether the JDK finds `signature` valid.
    private static boolean verify(String keys, KeySpec key, String algorithm, Bytes message, Bytes signature)
            throws GeneralSecurityException {
        Signature verifier = Signature.getInstance(algorithm);
        verifier.initVerify(KeyFactory.getInstance(keys).generatePublic(key));
        verifier.update(message.buffer());
        return verifier.verify(signature.toArray());
    }

    private static void checkLength(KeyType type, int length, int expected) throws P2pException {
        if (length != expected) throw P2pException.peer(type + " key of " + length + " bytes, expected " + expected);
    }
}
