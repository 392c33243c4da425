package mote.crypto;

import module java.base;
import mote.bytes.*;

/// A key pair for Diffie-Hellman on Curve25519 (RFC 7748): two peers that exchange public keys share a secret.
///
/// ```
///   a.agree(b.publicKey()) == b.agree(a.publicKey())
/// ```
///
/// The arithmetic is the JDK's, in constant time, 0.1 ms each. The JDK gives no way to wipe its copy of the private
/// key: it stays in memory until collected.
/// @see <a href="https://www.rfc-editor.org/rfc/rfc7748#section-6.1">RFC 7748, 6.1</a>
public final class X25519 {

    /// The length of a private key, of a public key and of a shared secret.
    public static final int KEY_BYTES = 32;

    /// What stands before the 32 bytes of a public key in the form that the JDK reads (RFC 8410, 4).
    private static final Bytes DER_PREFIX = Bytes.ofHex("302a300506032b656e032100");

    /// The point whose multiple by a private key is the public key.
    private static final Bytes BASE_POINT = Bytes.ofHex("09" + "00".repeat(KEY_BYTES - 1));

    private final PrivateKey privateKey;
    private final Bytes publicKey;

    /// The key pair of the private key `scalar`, 32 bytes, which is wiped.
    public X25519(byte[] scalar) {
        if (scalar.length != KEY_BYTES) throw new IllegalArgumentException(scalar.length + " bytes");
        try {
            privateKey = KeyFactory.getInstance("X25519")
                    .generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, scalar));
            publicKey = Bytes.copyOf(agree(BASE_POINT));
        } catch (GeneralSecurityException | P2pException impossible) {
            throw new IllegalStateException(impossible);
        }
        Arrays.fill(scalar, (byte) 0);
    }

    /// A new key pair.
    public static X25519 generate(RandomGenerator random) {
        byte[] scalar = new byte[KEY_BYTES];
        random.nextBytes(scalar);
        return new X25519(scalar);
    }

    /// The 32 bytes to send to the other side.
    public Bytes publicKey() { return publicKey; }

    /// The secret shared with the owner of `remote`: 32 bytes that the caller wipes.
    ///
    /// @throws P2pException blaming the peer where `remote` is not 32 bytes, or a point of small order, with which
    ///         every private key makes the same secret
    public byte[] agree(Bytes remote) throws P2pException {
        if (remote.length() != KEY_BYTES) throw P2pException.peer("an X25519 key of " + remote.length() + " bytes");
        try {
            byte[] der = DER_PREFIX.concat(remote).toArray();
            KeyAgreement agreement = KeyAgreement.getInstance("X25519");
            agreement.init(privateKey);
            agreement.doPhase(KeyFactory.getInstance("X25519").generatePublic(new X509EncodedKeySpec(der)), true);
            return agreement.generateSecret();
        } catch (InvalidKeyException smallOrder) {
            throw new P2pException(P2pException.Blame.PEER, "an X25519 public key of small order", smallOrder);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Only the public key.
    @Override public String toString() { return "X25519 " + publicKey; }
}
