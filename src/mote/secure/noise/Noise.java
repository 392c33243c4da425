package mote.secure.noise;

import module java.base;
import mote.budget.Budget;
import mote.bytes.Bytes;
import mote.crypto.Identity;
import mote.crypto.X25519;
import mote.io.Duplex;
import mote.negotiate.ProtocolId;
import mote.peer.PeerId;
import mote.secure.SecureChannel;
import mote.secure.SecurityProtocol;

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

    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock.
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

    @Override
    public ProtocolId id() {
        return ID;
    }

    /// Makes and signs the static key where that has not happened. Takes about 1 ms, in a new process 10.
    @Override
    public void warmUp() {
        staticKey();
    }

    @Override
    public SecureChannel initiate(Duplex raw, Optional<PeerId> expected, List<ProtocolId> muxers) throws IOException {
        return begin(raw, true).run(handshake -> handshake.initiate(expected, muxers));
    }

    @Override
    public SecureChannel respond(Duplex raw, List<ProtocolId> muxers) throws IOException {
        return begin(raw, false).run(handshake -> handshake.respond(muxers));
    }

    private Handshake begin(Duplex raw, boolean initiator) {
        StaticKey own = staticKey();
        return new Handshake(raw, new HandshakeState(Pattern.XX, initiator, prologue, own.pair(), random),
                own.payload(), pool);
    }

    private StaticKey staticKey() {
        lock.lock();
        try {
            if (staticKey == null) {
                staticKey = StaticKey.generate(identity, random);
            }
            return staticKey;
        } finally {
            lock.unlock();
        }
    }

    /// The key pair that all handshakes of this node use, and the payload that says whose it is.
    private record StaticKey(X25519 pair, HandshakePayload payload) {

        static StaticKey generate(Identity identity, RandomGenerator random) {
            X25519 pair = X25519.generate(random);
            Bytes signature = identity.sign(HandshakePayload.signed(pair.publicKey()));
            return new StaticKey(pair, new HandshakePayload(identity.publicKey().encode(), signature,
                    HandshakePayload.Extensions.NONE));
        }
    }
}
