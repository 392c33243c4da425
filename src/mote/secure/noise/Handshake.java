package mote.secure.noise;

import module java.base;
import mote.bytes.Bytes;
import mote.bytes.P2pException;
import mote.bytes.Writer;
import mote.crypto.PublicKey;
import mote.io.Duplex;
import mote.negotiate.NoCommonProtocolException;
import mote.negotiate.ProtocolId;
import mote.peer.PeerId;
import mote.secure.WrongPeerException;

/// One handshake on one pipe, on the thread that calls. Each message goes with its length before it:
///
/// ```
///   initiator                                        responder
///      | 0 32 | e |                            ──>
///                                              <──     | length | e, ee, s, es, payload |
///      | length | s, se, payload |             ──>
/// ```
final class Handshake {

    /// What one side says.
    @FunctionalInterface
    interface Side {
        NoiseChannel handshake(Handshake on) throws IOException;
    }

    private final Duplex raw;
    private final HandshakeState state;
    private final HandshakePayload own;
    private final BufferPool pool;

    /// @param own who this side is
    Handshake(Duplex raw, HandshakeState state, HandshakePayload own, BufferPool pool) {
        this.raw = raw;
        this.state = state;
        this.own = own;
        this.pool = pool;
    }

    /// Closes the pipe where the handshake fails.
    NoiseChannel run(Side side) throws IOException {
        try {
            return side.handshake(this);
        } catch (IOException | RuntimeException failure) {
            raw.close();
            throw failure;
        } finally {
            state.wipe();
        }
    }

    NoiseChannel initiate(Optional<PeerId> expected, List<ProtocolId> muxers) throws IOException {
        send(Bytes.EMPTY);
        HandshakePayload theirs = HandshakePayload.decode(receive());
        PublicKey remote = verified(theirs);
        // Before this side says who it is.
        PeerId found = PeerId.of(remote);
        if (expected.isPresent() && !expected.get().equals(found)) {
            throw new WrongPeerException(expected.get(), found);
        }
        List<String> offered = texts(muxers);
        Optional<String> muxer = common(offered, theirs.extensions().muxers());
        send(own.withMuxers(offered).encode());
        return channel(remote, muxer);
    }

    NoiseChannel respond(List<ProtocolId> muxers) throws IOException {
        if (!receive().isEmpty()) {
            // spec: noise, the libp2p handshake payload: "the initiator MUST NOT send extensions in their first
            // message"; and nothing else could be in it.
            throw P2pException.peer("a payload in the first Noise message");
        }
        List<String> offered = texts(muxers);
        send(own.withMuxers(offered).encode());
        HandshakePayload theirs = HandshakePayload.decode(receive());
        PublicKey remote = verified(theirs);
        return channel(remote, common(theirs.extensions().muxers(), offered));
    }

    private void send(Bytes payload) throws IOException {
        Bytes message = state.writeMessage(payload);
        raw.write(new Writer(MessageWriter.LENGTH_BYTES + message.length())
                .u16(message.length()).bytes(message).toBytes().buffer());
    }

    private Bytes receive() throws IOException {
        ByteBuffer length = ByteBuffer.allocate(MessageWriter.LENGTH_BYTES);
        raw.readFully(length);
        int count = length.getShort(0) & 0xffff;
        if (count > Limits.DEFAULT.handshakeBytes()) {
            throw P2pException.peer("a Noise handshake message of " + count + " bytes, allowed are "
                    + Limits.DEFAULT.handshakeBytes());
        }
        ByteBuffer message = ByteBuffer.allocate(count);
        raw.readFully(message);
        return state.readMessage(Bytes.copyOf(message.flip()));
    }

    /// The key whose owner has signed the static key that this handshake has proven.
    private PublicKey verified(HandshakePayload theirs) throws P2pException {
        PublicKey key = PublicKey.decode(theirs.identityKey());
        // spec: noise, the libp2p handshake payload: "If the signature is invalid, the connection MUST be terminated
        // immediately."
        if (!key.verify(HandshakePayload.signed(state.remoteStatic()), theirs.identitySignature())) {
            throw P2pException.peer("the identity has not signed the static Noise key");
        }
        return key;
    }

    /// Early muxer selection: the first of the initiator's muxers that the responder offers too, or nothing where one
    /// of them does not take part.
    private static Optional<String> common(List<String> initiators, List<String> responders) throws P2pException {
        Optional<String> first = initiators.stream().filter(responders::contains).findFirst();
        // spec: inlined muxer negotiation: "If there is no overlap between the multiplexers support by client and
        // server, the handshake MUST fail."
        if (first.isEmpty() && !initiators.isEmpty() && !responders.isEmpty()) {
            throw new NoCommonProtocolException("no common muxer: the dialer speaks " + initiators.size()
                    + ", the listener " + responders.size());
        }
        return first;
    }

    private static List<String> texts(List<ProtocolId> muxers) {
        return muxers.stream().map(ProtocolId::text).toList();
    }

    private NoiseChannel channel(PublicKey remote, Optional<String> muxer) {
        HandshakeState.Transport ciphers = state.split();
        return new NoiseChannel(raw, new MessageReader(raw, ciphers.receiving(), pool, Limits.DEFAULT),
                new MessageWriter(raw, ciphers.sending(), pool, Limits.DEFAULT), remote, muxer.map(ProtocolId::new));
    }
}
