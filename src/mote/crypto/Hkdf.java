package mote.crypto;

import module java.base;

/// HKDF with SHA-256, by the JDK: turns a secret of any shape into keys (RFC 5869).
///
/// ```
///   key     = extract(salt, secret) = HMAC(salt, secret)
///   output  = expand(key, info, n)  = T(1) T(2) ..   where T(i) = HMAC(key, T(i-1) info i)
/// ```
///
/// Noise's HKDF is `derive(chainingKey, input, EMPTY, 64)`, cut in two.
/// @see <a href="https://www.rfc-editor.org/rfc/rfc5869">RFC 5869</a>
public final class Hkdf {

    /// The length of a key, and of one step of the output.
    public static final int HASH_BYTES = 32;

    private Hkdf() { }

    /// `length` bytes out of `secret`, at most 8,160, bound to `info`. The caller wipes them.
    ///
    /// @param salt any length; none is the same as 32 zeros
    public static byte[] derive(byte[] salt, byte[] secret, byte[] info, int length) {
        try {
            return KDF.getInstance("HKDF-SHA256").deriveData(HKDFParameterSpec.ofExtract().addSalt(salt).addIKM(secret)
                    .thenExpand(info, length));
        } catch (GeneralSecurityException refused) {
            // spec: RFC 5869, 2.3: "length of output keying material in octets (<= 255*HashLen)"
            throw new IllegalArgumentException(length + " bytes of output", refused);
        }
    }
}
