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
    private byte[] ck;
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
        byte[][] keys = hkdf(secret);
        Arrays.fill(ck, (byte) 0);
        ck = keys[0];
        cipher = new CipherState(keys[1], 0);
        Arrays.fill(keys[1], (byte) 0);
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
        byte[][] keys = hkdf(new byte[0]);
        var ciphers = new CipherState[] {new CipherState(keys[0], 0), new CipherState(keys[1], 0)};
        Arrays.fill(keys[0], (byte) 0);
        Arrays.fill(keys[1], (byte) 0);
        return ciphers;
    }

    /// The hash over all that was said.
    Bytes handshakeHash() { return h; }

    /// Forgets the key that ties the steps together.
    void wipe() { Arrays.fill(ck, (byte) 0); }

    private byte[][] hkdf(byte[] secret) {
        byte[] key = Hkdf.extract(ck, secret);
        byte[] output = Hkdf.expand(key, new byte[0], 2 * Hkdf.HASH_BYTES);
        byte[][] halves = {Arrays.copyOf(output, Hkdf.HASH_BYTES),
            Arrays.copyOfRange(output, Hkdf.HASH_BYTES, output.length)};
        Arrays.fill(key, (byte) 0);
        Arrays.fill(output, (byte) 0);
        return halves;
    }
}
