package mote.crypto;

import module java.base;
import java.security.Signature;
import mote.bytes.*;

/// The key pair that is this node's identity: Ed25519, always. The arithmetic is the JDK's, in constant time.
///
/// It is made from a seed of 32 random bytes. The JDK gives no way to wipe its copy: it stays in memory as long as the
/// node runs. Arrays that pass through here are wiped.
/// @see <a href="https://www.rfc-editor.org/rfc/rfc8032#section-5.1.5">RFC 8032, 5.1.5</a>
public final class Identity {

    static final int SEED_BYTES = 32;

    /// What stands before seed and public key in a `PrivateKey` message: type 1, data of 64 bytes.
    private static final Bytes MESSAGE_PREFIX = Bytes.ofHex("08011240");

    private final EdECPrivateKey key;
    private final PublicKey publicKey;

    /// @param seed 32 bytes, which are wiped
    Identity(byte[] seed) {
        // The JDK tells the public key of no private key but one that it generates, out of 32 random bytes.
        @SuppressWarnings("serial") // never serialized
        final class Fixed extends SecureRandom {
            Fixed() { super(null, null); }

            @Override public void nextBytes(byte[] bytes) { System.arraycopy(seed, 0, bytes, 0, bytes.length); }
        }
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(255, new Fixed());
            KeyPair pair = generator.generateKeyPair();
            Bytes encoded = Bytes.copyOf(pair.getPublic().getEncoded());
            key = (EdECPrivateKey) pair.getPrivate();
            publicKey = PublicKey.of(KeyType.Ed25519, encoded.slice(encoded.length() - Ed25519.KEY_BYTES));
        } catch (GeneralSecurityException | P2pException impossible) {
            throw new IllegalStateException(impossible);
        }
        byte[] used = seed();
        if (!Arrays.equals(used, seed)) throw new IllegalStateException("the JDK generates keys in another way");
        Arrays.fill(used, (byte) 0);
        Arrays.fill(seed, (byte) 0);
    }

    /// A new key pair. The quality of `random` is the safety of the identity.
    public static Identity generate(RandomGenerator random) {
        byte[] seed = new byte[SEED_BYTES];
        random.nextBytes(seed);
        return new Identity(seed);
    }

    /// Reads libp2p's `PrivateKey` message, a [KeyMessage] whose data is the seed and then the public key, in old files
    /// twice. A copy of it stays in memory until collected.
    ///
    /// @throws P2pException blaming the peer, as every decoder, where it is malformed or of another type than Ed25519
    public static Identity decode(Bytes encoded) throws P2pException {
        KeyMessage message = KeyMessage.decode(encoded);
        if (message.type() != KeyType.Ed25519) {
            throw P2pException.peer("a private key of type " + message.type() + ": a node's own must be Ed25519");
        }
        Bytes data = message.data();
        if (data.length() != 64 && data.length() != 96) {
            throw P2pException.peer("an Ed25519 private key of " + data.length() + " bytes, expected 64 or 96");
        }
        Identity identity = new Identity(data.slice(0, SEED_BYTES).toArray());
        // spec: peer ids: "compare the two public key strings (32 bytes each) and verify they are identical. [..] If
        // they do not match, reject"
        for (int from = SEED_BYTES; from < data.length(); from += Ed25519.KEY_BYTES) {
            if (!data.slice(from, from + Ed25519.KEY_BYTES).equals(identity.publicKey.data())) {
                throw P2pException.peer("an Ed25519 private key that comes with the public key of another");
            }
        }
        return identity;
    }

    /// This key as libp2p's `PrivateKey` message: 68 bytes, a secret that the caller wipes.
    public byte[] encode() {
        byte[] seed = seed();
        ByteBuffer encoded = ByteBuffer.allocate(68).put(MESSAGE_PREFIX.buffer()).put(seed);
        Arrays.fill(seed, (byte) 0);
        return encoded.put(publicKey.data().buffer()).array();
    }

    public PublicKey publicKey() { return publicKey; }

    /// The signature over `message`: 64 bytes, the same each time. Takes half a millisecond.
    public Bytes sign(Bytes message) {
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(key);
            signer.update(message.buffer());
            return Bytes.copyOf(signer.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// The public key alone.
    @Override public String toString() { return "identity of " + publicKey; }

    /// A copy of the seed, which the caller wipes.
    byte[] seed() { return key.getBytes().orElseThrow(); }
}
