package mote.trace;

import module java.base;
import mote.multiaddr.*;
import mote.transport.*;

/// A transport whose links are watched.
record TracedTransport(Transport transport, Trace trace) implements Transport {

    @Override public boolean handles(Multiaddr address) { return transport.handles(address); }

    @Override
    public Link dial(Multiaddr address) throws IOException { return trace.watch(transport.dial(address), true); }

    @Override
    public Listener listen(Multiaddr address) throws IOException {
        return new TracedListener(transport.listen(address), trace);
    }

    private record TracedListener(Listener listener, Trace trace) implements Listener {

        @Override public List<Multiaddr> addresses() { return listener.addresses(); }

        @Override public Link accept() throws IOException { return trace.watch(listener.accept(), false); }

        @Override public void close() { listener.close(); }
    }
}
