package mote.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import mote.bytes.Bytes;

/// SHA-256 (FIPS 180-4).
public final class Sha256 {

    public static final int HASH_BYTES = 32;

    private Sha256() {
    }

    /// The hash of `message`, 32 bytes.
    public static Bytes of(Bytes message) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(message.buffer());
            return Bytes.copyOf(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
