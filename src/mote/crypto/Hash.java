package mote.crypto;

import module java.base;
import mote.bytes.*;

/// The hash functions of FIPS 180-4 that keys and handshakes are built on. Their names there, and the JDK's, have a
/// hyphen where these have a low line.
public enum Hash {
    SHA_256, SHA_512;

    /// The hash of `parts`, one after the other: 32 bytes or 64.
    public Bytes of(Bytes... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance(name().replace('_', '-'));
            for (Bytes part : parts) {
                digest.update(part.buffer());
            }
            return Bytes.copyOf(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
