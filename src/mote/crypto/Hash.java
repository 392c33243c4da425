package mote.crypto;

import module java.base;
import mote.bytes.*;

/// The hash functions of FIPS 180-4 that keys and handshakes are built on.
public enum Hash {
    SHA_256("SHA-256"),
    SHA_512("SHA-512");

    private final String algorithm;

    Hash(String algorithm) { this.algorithm = algorithm; }

    /// The hash of `parts`, one after the other: 32 bytes or 64.
    public Bytes of(Bytes... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            for (Bytes part : parts) {
                digest.update(part.buffer());
            }
            return Bytes.copyOf(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
