package mote.secure.noise;

import module java.base;
import mote.bytes.*;

/// One key of ChaCha20-Poly1305 and the nonce of its next message.
///
/// ```
///   nonce on the wire: none, both sides count        message: | ciphertext | tag: 16 bytes |
///   nonce of the cipher:  | 00 00 00 00 | count: 8 bytes, little-endian |
/// ```
///
/// For one thread at a time. After the handshake each direction has its own.
/// @see <a href="https://noiseprotocol.org/noise.html#the-cipherstate-object">Noise, 5.1 The CipherState object</a>
final class CipherState {

    static final int KEY_BYTES = 32;
    static final int TAG_BYTES = 16;

    private static final int NONCE_BYTES = 12;
    private static final String CIPHER = "ChaCha20-Poly1305";

    private final SecretKeySpec key;
    /// 1.5 KiB of state that every message sets anew: a connection that is idle loses it when garbage is collected.
    private Reference<Cipher> resting = new WeakReference<>(null);
    private final ByteBuffer iv = ByteBuffer.allocate(NONCE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    /// Unsigned.
    private long nonce;

    /// @param keys the key is `keys[from..from + 32)`, which is copied
    CipherState(byte[] keys, int from, long nonce) {
        this.key = new SecretKeySpec(keys, from, KEY_BYTES, CIPHER);
        this.nonce = nonce;
    }

    /// The ciphertext and tag of `plaintext`, bound to `ad`.
    Bytes encryptWithAd(Bytes ad, Bytes plaintext) throws P2pException {
        ByteBuffer message = ByteBuffer.allocate(plaintext.length() + TAG_BYTES);
        encrypt(ad, message, plaintext.length(), plaintext.buffer());
        return Bytes.copyOf(message.flip());
    }

    /// The plaintext of `message`.
    ///
    /// @throws P2pException blaming the peer where it was not made with this key, nonce and `ad`
    Bytes decryptWithAd(Bytes ad, Bytes message) throws P2pException {
        byte[] array = message.toArray();
        return Bytes.copyOf(array, 0, decrypt(ad, array, 0, array.length));
    }

    /// Encrypts the next `count` bytes of `parts`, one after the other, to `out`, a buffer of an array from its
    /// beginning, and adds the tag. No common array of the parts is made.
    void encrypt(Bytes ad, ByteBuffer out, int count, ByteBuffer... parts) throws P2pException {
        byte[] array = out.array();
        int at = out.position();
        int end = at + count;
        try {
            Cipher cipher = begin(Cipher.ENCRYPT_MODE, ad);
            for (ByteBuffer part : parts) {
                int length = Math.min(part.remaining(), end - at);
                if (part.hasArray()) {
                    cipher.update(part.array(), part.arrayOffset() + part.position(), length, array, at);
                    part.position(part.position() + length);
                } else {
                    part.get(array, at, length);
                    cipher.update(array, at, length, array, at);
                }
                at += length;
            }
            cipher.doFinal(array, at);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
        nonce++;
        out.position(at + TAG_BYTES);
    }

    /// Decrypts the message at `array[from..from + length)` in place and returns the length of its plaintext, which
    /// begins at `from`. Where this fails the array is as before.
    ///
    /// @throws P2pException blaming the peer where it was not made with this key, nonce and `ad`
    int decrypt(Bytes ad, byte[] array, int from, int length) throws P2pException {
        try {
            int count = begin(Cipher.DECRYPT_MODE, ad).doFinal(array, from, length, array, from);
            nonce++;
            return count;
        } catch (AEADBadTagException forged) {
            // spec: 5.1: "If an authentication failure occurs in DECRYPT() then n is not incremented and an error is
            // signaled to the caller."
            throw new P2pException(P2pException.Blame.PEER, "a Noise message that does not decrypt", forged);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Cipher begin(int mode, Bytes ad) throws P2pException, GeneralSecurityException {
        // spec: 5.1: "If incrementing n results in 2^64-1, then any further EncryptWithAd() or DecryptWithAd() calls
        // will signal an error to the caller."
        if (nonce == -1) throw P2pException.local("a Noise key has encrypted all the messages that it may");
        iv.putLong(NONCE_BYTES - Long.BYTES, nonce);
        Cipher cipher = resting.get();
        if (cipher == null) resting = new WeakReference<>(cipher = Cipher.getInstance(CIPHER));
        cipher.init(mode, key, new IvParameterSpec(iv.array()), null);
        if (!ad.isEmpty()) cipher.updateAAD(ad.toArray());
        return cipher;
    }
}
