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

    static final int TAG_BYTES = 16;

    private static final int NONCE_BYTES = 12;
    private static final String CIPHER = "ChaCha20-Poly1305";

    private final SecretKeySpec key;
    private final Cipher cipher;
    private final ByteBuffer iv = ByteBuffer.allocate(NONCE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    /// Unsigned.
    private long nonce;

    /// @param key 32 bytes, which are copied
    CipherState(byte[] key, long nonce) {
        this.key = new SecretKeySpec(key, CIPHER);
        this.nonce = nonce;
        try {
            this.cipher = Cipher.getInstance(CIPHER);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /// The ciphertext and tag of `plaintext`, bound to `ad`.
    Bytes encryptWithAd(Bytes ad, Bytes plaintext) throws P2pException {
        byte[] message = new byte[plaintext.length() + TAG_BYTES];
        begin(Cipher.ENCRYPT_MODE);
        cipher.updateAAD(ad.toArray());
        return Bytes.copyOf(message, 0, end(message, update(plaintext.buffer(), plaintext.length(), message, 0)));
    }

    /// The plaintext of `message`.
    ///
    /// @throws P2pException blaming the peer where it was not made with this key, nonce and `ad`
    Bytes decryptWithAd(Bytes ad, Bytes message) throws P2pException {
        byte[] array = message.toArray();
        begin(Cipher.DECRYPT_MODE);
        cipher.updateAAD(ad.toArray());
        return Bytes.copyOf(array, 0, finishDecrypting(array, 0, array.length));
    }

    /// Begins to encrypt a message, whose plaintext comes piece by piece: [#update], and then [#end].
    void beginEncrypting() throws P2pException { begin(Cipher.ENCRYPT_MODE); }

    /// Encrypts the next `count` bytes of `piece` to `out[at..]` and returns where they end.
    int update(ByteBuffer piece, int count, byte[] out, int at) {
        try {
            if (piece.hasArray()) {
                cipher.update(piece.array(), piece.arrayOffset() + piece.position(), count, out, at);
                piece.position(piece.position() + count);
            } else {
                piece.get(out, at, count);
                cipher.update(out, at, count, out, at);
            }
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
        return at + count;
    }

    /// Ends the message with its tag, at `out[at..]`, and returns where that ends.
    int end(byte[] out, int at) {
        try {
            cipher.doFinal(out, at);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
        nonce++;
        return at + TAG_BYTES;
    }

    /// Decrypts the message at `array[from..from + length)` in place and returns the length of its plaintext, which
    /// begins at `from`. Where this fails the array is as before.
    ///
    /// @throws P2pException blaming the peer where it was not made with this key and nonce
    int decrypt(byte[] array, int from, int length) throws P2pException {
        begin(Cipher.DECRYPT_MODE);
        return finishDecrypting(array, from, length);
    }

    private void begin(int mode) throws P2pException {
        // spec: 5.1: "If incrementing n results in 2^64-1, then any further EncryptWithAd() or DecryptWithAd() calls
        // will signal an error to the caller."
        if (nonce == -1) throw P2pException.local("a Noise key has encrypted all the messages that it may");
        iv.putLong(NONCE_BYTES - Long.BYTES, nonce);
        try {
            cipher.init(mode, key, new IvParameterSpec(iv.array()), null);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private int finishDecrypting(byte[] array, int from, int length) throws P2pException {
        int count;
        try {
            count = cipher.doFinal(array, from, length, array, from);
        } catch (AEADBadTagException forged) {
            // spec: 5.1: "If an authentication failure occurs in DECRYPT() then n is not incremented and an error is
            // signaled to the caller."
            throw new P2pException(P2pException.Blame.PEER, "a Noise message that does not decrypt", forged);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
        nonce++;
        return count;
    }
}
