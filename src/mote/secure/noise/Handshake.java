package mote.secure.noise;

import module java.base;
import mote.bytes.*;
import mote.crypto.*;
import mote.io.*;
import mote.negotiate.*;
import mote.peer.*;
import mote.secure.*;

/// One handshake on one pipe, on the thread that calls. Each message goes with its length before it:
///
/// ```
///   initiator                                        responder
///      | 0 32 | e |                            ──>
///                                              <──     | length | e, ee, s, es, payload |
///      | length | s, se, payload |             ──>
/// ```
///
/// @param own who this side is, and the muxers that it offers
/// @param hidden is shown what each message hides, the static key and the payload; null where nobody wants to see it
record Handshake(Duplex raw, HandshakeState state, HandshakePayload own, BufferPool pool, Tap.Sink hidden) {

    /// Closes the pipe where the handshake fails.
    ///
    /// @param expected who must be there, if that is known; only an initiator can know
    NoiseChannel run(Optional<PeerId> expected) throws IOException {
        try {
            boolean initiator = state.isInitiator();
            if (initiator) {
                send(Bytes.EMPTY);
            } else {
                // spec: noise, the libp2p handshake payload: "the initiator MUST NOT send extensions in their first
                // message"; and nothing else could be in it.
                if (!receive().isEmpty()) throw P2pException.peer("a payload in the first Noise message");
                send(own.encode());
            }
            HandshakePayload theirs = HandshakePayload.decode(receive());
            PublicKey remote = verified(theirs);
            PeerId peer = PeerId.of(remote);
            if (!expected.orElse(peer).equals(peer)) throw new WrongPeerException(expected.get(), peer);
            Optional<String> muxer = initiator ? common(own.muxers(), theirs.muxers())
                    : common(theirs.muxers(), own.muxers());
            // The initiator says who it is when all else is right, and not before.
            if (initiator) send(own.encode());
            HandshakeState.Transport ciphers = state.split();
            return new NoiseChannel(raw, new MessageReader(raw, ciphers.receiving(), pool),
                    new MessageWriter(raw, ciphers.sending(), pool), peer, remote, muxer.map(ProtocolId::new));
        } catch (IOException | RuntimeException failure) {
            raw.close();
            throw failure;
        } finally {
            state.wipe();
        }
    }

    private void send(Bytes payload) throws IOException {
        Bytes message = state.writeMessage(shown(Tap.Direction.OUT, payload));
        Writer framed = new Writer(MessageWriter.LENGTH_BYTES + message.length()).u16(message.length()).bytes(message);
        raw.write(framed.toBytes().buffer());
    }

    private Bytes receive() throws IOException {
        ByteBuffer length = ByteBuffer.allocate(MessageWriter.LENGTH_BYTES);
        raw.readFully(length);
        int count = length.getShort(0) & 0xffff;
        P2pException.checkLimit(count, Limits.DEFAULT.handshakeBytes(), "bytes of a Noise handshake message");
        ByteBuffer message = ByteBuffer.allocate(count);
        raw.readFully(message);
        return shown(Tap.Direction.IN, state.readMessage(Bytes.copyOf(message.flip())));
    }

    /// Shows what a message hides to whoever wants to see it. The first one hides nothing.
    private Bytes shown(Tap.Direction direction, Bytes payload) {
        Bytes key = direction == Tap.Direction.OUT ? state.localStatic() : state.remoteStatic();
        if (hidden != null && key != null && !payload.isEmpty()) hidden.piece(direction, key.concat(payload));
        return payload;
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
}
