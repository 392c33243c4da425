package mote.trace;

import module java.base;
import mote.io.*;
import mote.multiaddr.*;
import mote.negotiate.*;
import mote.transport.*;

/// A link with a [Tap].
final class TracedLink implements Link {

    private final Link link;
    private final LinkTrace trace;
    private final Tap tap;

    TracedLink(Link link, LinkTrace trace) {
        this.link = link;
        this.trace = trace;
        this.tap = new Tap(link, trace::raw);
    }

    /// The trace of a link, also where a protocol was proposed on it; nothing where it is not watched.
    static Optional<LinkTrace> traceOf(Duplex raw) {
        Duplex pipe = raw instanceof LazyDuplex proposed ? proposed.channel() : raw;
        return pipe instanceof TracedLink traced ? Optional.of(traced.trace) : Optional.empty();
    }

    @Override public Multiaddr localAddress() { return link.localAddress(); }

    @Override public Multiaddr remoteAddress() { return link.remoteAddress(); }

    @Override
    public int read(ByteBuffer dst) throws IOException {
        int count = tap.read(dst);
        if (count < 0) trace.ended(Tap.Direction.IN);
        return count;
    }

    @Override public void writeAll(ByteBuffer... parts) throws IOException { tap.writeAll(parts); }

    @Override
    public void closeWrite() throws IOException {
        tap.closeWrite();
        trace.ended(Tap.Direction.OUT);
    }

    @Override public boolean isOpen() { return tap.isOpen(); }

    @Override
    public void close() {
        tap.close();
        trace.closed();
    }
}
