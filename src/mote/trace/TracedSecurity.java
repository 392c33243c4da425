package mote.trace;

import module java.base;
import mote.crypto.*;
import mote.io.*;
import mote.negotiate.*;
import mote.peer.*;
import mote.secure.*;
import mote.secure.noise.*;

/// A security protocol that shows a trace what its handshakes hide and what its channels carry.
record TracedSecurity(SecurityProtocol protocol) implements SecurityProtocol {

    @Override public ProtocolId id() { return protocol.id(); }

    @Override public void warmUp() { protocol.warmUp(); }

    @Override
    public SecureChannel initiate(Duplex raw, Optional<PeerId> expected, List<ProtocolId> muxers) throws IOException {
        Optional<LinkTrace> trace = TracedLink.traceOf(raw);
        if (trace.isEmpty() || !(protocol instanceof Noise noise)) return protocol.initiate(raw, expected, muxers);
        return new Channel(noise.handshake(raw, true, expected, muxers, trace.get()::hidden), trace.get());
    }

    @Override
    public SecureChannel respond(Duplex raw, List<ProtocolId> muxers) throws IOException {
        Optional<LinkTrace> trace = TracedLink.traceOf(raw);
        if (trace.isEmpty() || !(protocol instanceof Noise noise)) return protocol.respond(raw, muxers);
        return new Channel(noise.handshake(raw, false, Optional.empty(), muxers, trace.get()::hidden), trace.get());
    }

    /// A secure channel with a [Tap].
    private static final class Channel implements SecureChannel {

        private final SecureChannel channel;
        private final Tap tap;

        Channel(SecureChannel channel, LinkTrace trace) {
            this.channel = channel;
            this.tap = new Tap(channel, trace::plain);
            trace.secured(channel.muxer());
        }

        @Override public PeerId remotePeer() { return channel.remotePeer(); }

        @Override public PublicKey remoteKey() { return channel.remoteKey(); }

        @Override public Optional<ProtocolId> muxer() { return channel.muxer(); }

        @Override public int read(ByteBuffer dst) throws IOException { return tap.read(dst); }

        @Override public void writeAll(ByteBuffer... parts) throws IOException { tap.writeAll(parts); }

        @Override public void closeWrite() throws IOException { tap.closeWrite(); }

        @Override public boolean isOpen() { return tap.isOpen(); }

        @Override public void close() { tap.close(); }
    }
}
