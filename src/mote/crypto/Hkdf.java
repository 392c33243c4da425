package mote.crypto;

import module java.base;

/// HKDF with SHA-256: turns a secret of any shape into keys (RFC 5869).
///
/// ```
///   key     = extract(salt, secret) = HMAC(salt, secret)
///   output  = expand(key, info, n)  = T(1) T(2) ..   where T(i) = HMAC(key, T(i-1) info i)
/// ```
///
/// Noise's HKDF is `expand(extract(chainingKey, input), EMPTY, 64)`, cut in two.
///
/// It stands on HMAC and not on the JDK's own `KDF`, whose first use loads 15 ms of classes (HMAC: 3 ms) and which
/// takes twice as long per call.
/// @see <a href="https://www.rfc-editor.org/rfc/rfc5869">RFC 5869</a>
public final class Hkdf {

    /// The length of a key, and of one step of the output.
    public static final int HASH_BYTES = 32;

    private static final String HMAC = "HmacSHA256";

    private Hkdf() { }

    /// A key of 32 bytes out of `secret`. The caller wipes it.
    ///
    /// @param salt any length; none is the same as 32 zeros
    public static byte[] extract(byte[] salt, byte[] secret) {
        return hmac(salt.length == 0 ? new byte[HASH_BYTES] : salt).doFinal(secret);
    }

    /// `length` bytes of output, at most 8,160, bound to `info`. The caller wipes them.
    public static byte[] expand(byte[] key, byte[] info, int length) {
        // spec: RFC 5869, 2.3: "length of output keying material in octets (<= 255*HashLen)"
        if (length > 255 * HASH_BYTES) throw new IllegalArgumentException(length + " bytes of output");
        Mac hmac = hmac(key);
        byte[] output = new byte[length];
        byte[] step = new byte[0];
        for (int from = 0; from < length; from += HASH_BYTES) {
            hmac.update(step);
            hmac.update(info);
            hmac.update((byte) (from / HASH_BYTES + 1));
            Arrays.fill(step, (byte) 0);
            step = hmac.doFinal();
            System.arraycopy(step, 0, output, from, Math.min(HASH_BYTES, length - from));
        }
        Arrays.fill(step, (byte) 0);
        return output;
    }

    private static Mac hmac(byte[] key) {
        try {
            Mac hmac = Mac.getInstance(HMAC);
            hmac.init(new SecretKeySpec(key, HMAC));
            return hmac;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
