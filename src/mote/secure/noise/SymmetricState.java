package mote.secure.noise;

import module java.base;
import mote.bytes.*;
import mote.crypto.*;

/// What both sides of a handshake have in common at each step: a hash over all that was said, and a key made of all
/// that was agreed.
///
/// ```
///   mixHash(data)   h = SHA-256(h data)
///   mixKey(secret)  ck, k = HKDF(ck, secret)
/// ```
///
/// @see <a href="https://noiseprotocol.org/noise.html#the-symmetricstate-object">Noise, 5.2 The SymmetricState
///      object</a>
final class SymmetricState {

    private Bytes h;
    private final byte[] ck;
    /// Null before the first secret is mixed in: until then everything is sent in the clear.
    private CipherState cipher;

    SymmetricState(Bytes protocolName) {
        // spec: 5.2: "If protocol_name is less than or equal to HASHLEN bytes in length, sets h equal to protocol_name
        // with zero bytes appended to make HASHLEN bytes. Otherwise sets h = HASH(protocol_name)."
        h = protocolName.length() <= Hkdf.HASH_BYTES
                ? Bytes.copyOf(Arrays.copyOf(protocolName.toArray(), Hkdf.HASH_BYTES)) : Hash.SHA_256.of(protocolName);
        ck = h.toArray();
    }

    void mixKey(byte[] secret) {
        byte[] keys = hkdf(secret);
        System.arraycopy(keys, 0, ck, 0, ck.length);
        cipher = new CipherState(keys, Hkdf.HASH_BYTES, 0);
        Arrays.fill(keys, (byte) 0);
    }

    void mixHash(Bytes data) { h = Hash.SHA_256.of(h, data); }

    Bytes encryptAndHash(Bytes plaintext) throws P2pException {
        Bytes ciphertext = cipher == null ? plaintext : cipher.encryptWithAd(h, plaintext);
        mixHash(ciphertext);
        return ciphertext;
    }

    Bytes decryptAndHash(Bytes ciphertext) throws P2pException {
        Bytes plaintext = cipher == null ? ciphertext : cipher.decryptWithAd(h, ciphertext);
        mixHash(ciphertext);
        return plaintext;
    }

    /// How much longer the next ciphertext is than its plaintext.
    int tagBytes() { return cipher == null ? 0 : CipherState.TAG_BYTES; }

    /// The ciphers of what follows: of what the initiator sends, and of what the responder sends.
    CipherState[] split() {
        byte[] keys = hkdf(new byte[0]);
        CipherState[] ciphers = {new CipherState(keys, 0, 0), new CipherState(keys, Hkdf.HASH_BYTES, 0)};
        Arrays.fill(keys, (byte) 0);
        return ciphers;
    }

    /// The hash over all that was said.
    Bytes handshakeHash() { return h; }

    /// Forgets the key that ties the steps together.
    void wipe() { Arrays.fill(ck, (byte) 0); }

    /// Two outputs, one after the other.
    private byte[] hkdf(byte[] secret) { return Hkdf.derive(ck, secret, new byte[0], 2 * Hkdf.HASH_BYTES); }
}
