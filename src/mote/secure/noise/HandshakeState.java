package mote.secure.noise;

import module java.base;
import mote.bytes.*;
import mote.crypto.*;

/// One side of a handshake: bytes in, bytes out, no I/O. The two methods for messages are called in turn, as the
/// pattern says; then [#split] gives the ciphers.
///
/// Any failure ends the handshake.
/// @see <a href="https://noiseprotocol.org/noise.html#the-handshakestate-object">Noise, 5.3 The HandshakeState
///      object</a>
final class HandshakeState {

    private final Pattern pattern;
    private final boolean initiator;
    private final X25519 s;
    private final RandomGenerator random;
    private final SymmetricState symmetric;

    private X25519 e;
    private Bytes rs;
    private Bytes re;
    /// How many messages were written and read.
    private int step;

    /// @param prologue what both sides have to agree on beforehand
    /// @param s this side's static key
    /// @param random makes this side's ephemeral key
    HandshakeState(Pattern pattern, boolean initiator, Bytes prologue, X25519 s, RandomGenerator random) {
        this.pattern = pattern;
        this.initiator = initiator;
        this.s = s;
        this.random = random;
        this.symmetric = new SymmetricState(pattern.protocolName());
        symmetric.mixHash(prologue);
    }

    boolean isInitiator() { return initiator; }

    /// The next message, carrying `payload`.
    Bytes writeMessage(Bytes payload) throws P2pException {
        Bytes message = Bytes.EMPTY;
        for (Pattern.Token token : next(true)) {
            switch (token) {
                case E -> {
                    e = X25519.generate(random);
                    symmetric.mixHash(e.publicKey());
                    message = message.concat(e.publicKey());
                }
                case S -> message = message.concat(symmetric.encryptAndHash(s.publicKey()));
                case EE, ES, SE -> mixAgreement(token);
            }
        }
        return message.concat(symmetric.encryptAndHash(payload));
    }

    /// Reads the other side's next message and returns the payload.
    ///
    /// @throws P2pException blaming the peer where it is malformed or not what this handshake expects
    Bytes readMessage(Bytes message) throws P2pException {
        var reader = new Reader(message);
        for (Pattern.Token token : next(false)) {
            switch (token) {
                case E -> {
                    re = reader.bytes(X25519.KEY_BYTES);
                    symmetric.mixHash(re);
                }
                case S -> rs = symmetric.decryptAndHash(reader.bytes(X25519.KEY_BYTES + symmetric.tagBytes()));
                case EE, ES, SE -> mixAgreement(token);
            }
        }
        return symmetric.decryptAndHash(reader.rest());
    }

    /// This side's static public key.
    Bytes localStatic() { return s.publicKey(); }

    /// The other side's static public key, as soon as a message has brought it.
    Bytes remoteStatic() { return rs; }

    /// The hash over the whole handshake.
    Bytes handshakeHash() { return symmetric.handshakeHash(); }

    /// The ciphers, once all messages were exchanged.
    Transport split() {
        if (step < pattern.messages().size()) throw new IllegalStateException("the handshake is not over");
        CipherState[] ciphers = symmetric.split();
        return initiator ? new Transport(ciphers[0], ciphers[1]) : new Transport(ciphers[1], ciphers[0]);
    }

    /// Forgets the secrets. To be called whether the handshake succeeded or not.
    void wipe() { symmetric.wipe(); }

    /// What follows the handshake, one cipher for each direction.
    record Transport(CipherState sending, CipherState receiving) { }

    private Iterable<Pattern.Token> next(boolean writing) {
        if (writing != (initiator == (step % 2 == 0))) throw new IllegalStateException("not this side's turn");
        return pattern.messages().get(step++);
    }

    private void mixAgreement(Pattern.Token token) throws P2pException {
        byte[] secret = switch (token) {
            case EE -> e.agree(re);
            case ES -> initiator ? e.agree(rs) : s.agree(re);
            case SE -> initiator ? s.agree(re) : e.agree(rs);
            case E, S -> throw new IllegalArgumentException("nothing to agree on");
        };
        symmetric.mixKey(secret);
        Arrays.fill(secret, (byte) 0);
    }
}
