package mote.trace;

import module java.base;
import mote.bytes.*;
import mote.io.*;
import mote.negotiate.*;
import mote.protocol.identify.*;
import mote.protocol.ping.*;
import mote.transport.*;

/// What is seen of one connection: from the taps at its layers to the dissectors, each of which knows the next.
///
/// ```
///   tap on the link ──> negotiation ──> Noise ──────> yamux ──> negotiation ──> ping, identify
///                                        ^  ^
///   hidden in the handshake ─────────────┘  └── tap on the channel
/// ```
///
/// All messages of one node are shown one after the other, whatever threads they come from.
final class LinkTrace {

    private final Trace trace;
    private final int number;
    private final boolean isDialer;
    // All that follows is guarded by trace.
    private final NegotiationTrace negotiation;
    private final EnumSet<Tap.Direction> ended = EnumSet.noneOf(Tap.Direction.class);
    private NoiseTrace noise;
    private boolean closed;

    LinkTrace(Trace trace, int number, boolean isDialer) {
        this.trace = trace;
        this.number = number;
        this.isDialer = isDialer;
        this.negotiation = new NegotiationTrace(new Place(this, Pipe.LINK, 0), dialer(), this::security);
    }

    void opened(Link link) {
        synchronized (trace) {
            show(dialer(), Kind.TCP_OPEN, new Place(this, Pipe.LINK, 0), "", Bytes.EMPTY, List.of(
                    Field.of("this node", link.localAddress().toString(), ""),
                    Field.of("peer", link.remoteAddress().toString(), "")));
        }
    }

    /// What passed on the link.
    void raw(Tap.Direction direction, Bytes piece) {
        synchronized (trace) {
            negotiation.bytes(direction, piece);
        }
    }

    /// What a message of the handshake hides.
    void hidden(Tap.Direction direction, Bytes keyAndPayload) {
        synchronized (trace) {
            if (noise != null) noise.hidden(direction, keyAndPayload);
        }
    }

    /// The handshake is over.
    ///
    /// @param muxer what it agreed on, if it did
    void secured(Optional<ProtocolId> muxer) {
        synchronized (trace) {
            if (noise == null) return;
            var channel = new Place(this, Pipe.CHANNEL, 0);
            noise.carries(muxer.isPresent() ? muxer(channel, muxer.get().text())
                    : new NegotiationTrace(channel, dialer(), protocol -> muxer(channel, protocol)));
        }
    }

    /// What passed on the secure channel.
    void plain(Tap.Direction direction, Bytes piece) {
        synchronized (trace) {
            if (noise != null) noise.plain(direction, piece);
        }
    }

    /// One side writes no more.
    void ended(Tap.Direction direction) {
        synchronized (trace) {
            if (!ended.add(direction)) return;
            negotiation.end(direction);
            show(direction, Kind.TCP_FIN, new Place(this, Pipe.LINK, 0), "", Bytes.EMPTY, List.of());
        }
    }

    void closed() {
        synchronized (trace) {
            if (closed) return;
            closed = true;
            negotiation.end(Tap.Direction.IN);
            negotiation.end(Tap.Direction.OUT);
            show(Tap.Direction.OUT, Kind.TCP_CLOSE, new Place(this, Pipe.LINK, 0), "", Bytes.EMPTY, List.of());
        }
    }

    void show(Tap.Direction direction, Kind kind, Place place, String detail, Bytes bytes, List<Field> fields) {
        trace.show(new Message(number, trace.now(), direction, kind, place.pipe(), place.stream(), detail, bytes,
                List.copyOf(fields)));
    }

    private Tap.Direction dialer() { return isDialer ? Tap.Direction.OUT : Tap.Direction.IN; }

    private Dissector security(String protocol) {
        var link = new Place(this, Pipe.LINK, 0);
        if (!protocol.equals("/noise")) return Dissector.unknown(link);
        noise = new NoiseTrace(link, dialer());
        return noise;
    }

    private Dissector muxer(Place channel, String protocol) {
        return protocol.equals("/yamux/1.0.0") ? new YamuxTrace(channel, LinkTrace::application)
                : Dissector.unknown(channel);
    }

    private static Dissector application(String protocol, Place stream, Tap.Direction opener) {
        if (protocol.equals(Ping.ID.text())) return new PingTrace(stream, opener);
        if (protocol.equals(Identify.ID.text()) || protocol.equals(Identify.PUSH.text())) {
            return new IdentifyTrace(stream);
        }
        return Dissector.unknown(stream);
    }
}
