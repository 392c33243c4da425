package mote.secure.noise;

import module java.base;
import mote.budget.*;
import mote.bytes.*;
import mote.crypto.*;
import mote.io.*;
import mote.negotiate.*;
import mote.peer.*;
import mote.secure.*;

/// `/noise`: the handshake Noise_XX_25519_ChaChaPoly_SHA256, in which each side shows that its identity has signed its
/// static key. One object serves all connections of a node, from any thread.
///
/// The static key is made and signed once, at the first handshake or by [#warmUp], and never stored.
///
/// @see <a href="https://github.com/libp2p/specs/tree/master/noise">spec: noise</a>
/// @see <a href="https://noiseprotocol.org/noise.html">The Noise Protocol Framework, revision 34</a>
public final class Noise implements SecurityProtocol {

    private static final ProtocolId ID = new ProtocolId("/noise");

    private final Identity identity;
    private final RandomGenerator random;
    private final Bytes prologue;
    private final BufferPool pool;

    // Guarded by this.
    private StaticKey staticKey;

    /// @param identity the identity of this node
    /// @param random makes the secret keys; it must be good for that, and for use by several threads
    /// @param memory where the buffers of all channels are reserved while they are in use
    public Noise(Identity identity, RandomGenerator random, Budget memory) {
        this(identity, random, memory, Bytes.EMPTY);
    }

    /// @param prologue what both sides must agree on for a handshake to succeed; empty unless a transport says
    ///        otherwise
    public Noise(Identity identity, RandomGenerator random, Budget memory, Bytes prologue) {
        this.identity = identity;
        this.random = random;
        this.prologue = prologue;
        this.pool = new BufferPool(memory, Limits.DEFAULT);
    }

    @Override public ProtocolId id() { return ID; }

    /// Makes and signs the static key where that has not happened. Takes about 1 ms, in a new process 10.
    @Override public void warmUp() { staticKey(); }

    @Override
    public SecureChannel initiate(Duplex raw, Optional<PeerId> expected, List<ProtocolId> muxers) throws IOException {
        return handshake(raw, true, expected, muxers, null);
    }

    @Override
    public SecureChannel respond(Duplex raw, List<ProtocolId> muxers) throws IOException {
        return handshake(raw, false, Optional.empty(), muxers, null);
    }

    /// One handshake, as [#initiate] or [#respond], which can be watched.
    ///
    /// @param hidden is shown what each message hides, the sender's static public key and the payload; null where
    ///        nobody wants to see it
    public SecureChannel handshake(Duplex raw, boolean initiator, Optional<PeerId> expected, List<ProtocolId> muxers,
            Tap.Sink hidden) throws IOException {
        StaticKey own = staticKey();
        var state = new HandshakeState(Pattern.XX, initiator, prologue, own.pair(), random);
        var payload = new HandshakePayload(identity.publicKey().encode(), own.signature(),
                muxers.stream().map(ProtocolId::text).toList());
        return new Handshake(raw, state, payload, pool, hidden).run(expected);
    }

    /// Computes under the lock, and waits for nothing.
    private synchronized StaticKey staticKey() {
        if (staticKey == null) {
            X25519 pair = X25519.generate(random);
            staticKey = new StaticKey(pair, identity.sign(HandshakePayload.signed(pair.publicKey())));
        }
        return staticKey;
    }

    /// The key pair that all handshakes of this node use, and what says whose it is.
    private record StaticKey(X25519 pair, Bytes signature) { }
}
