package mote.transport.memory;

import module java.base;
import mote.bytes.*;

/// A dial: one round trip, and a link if somebody listens there. Closing it ends it, and the link that it made.
///
/// ```
///   dialler                        listener
///      │ ── may I connect? ──────────> │   nobody there: refused, after the same time
///      │ <───────────────────── yes ── │
///   connected ── here I am ──────────> accept() returns
/// ```
final class Dial implements Closeable {

    private final MemoryNetwork network;
    private final MemoryAddress from;
    private final MemoryAddress to;
    private final Path there;
    private final Path back;
    // Guarded by the network's lock.
    private MemoryLink link;
    private boolean closed;

    /// To be made with the network's lock held.
    Dial(MemoryNetwork network, MemoryAddress from, MemoryAddress to) {
        this.network = network;
        this.from = from;
        this.to = to;
        this.there = network.path(from.host(), to.host());
        this.back = network.path(to.host(), from.host());
    }

    MemoryLink run() throws IOException {
        network.lock.lock();
        try {
            travel(there);
            MemoryListener listener = network.listeners().get(to);
            boolean welcome = listener != null && listener.hasRoom();
            travel(back);
            // The listener may have gone meanwhile.
            if (!welcome || network.listeners().get(to) != listener) {
                throw P2pException.network(to + " refused the connection");
            }
            link = connect(listener);
            return link;
        } finally {
            network.lock.unlock();
        }
    }

    @Override
    public void close() {
        network.lock.lock();
        try {
            closed = true;
            there.changed.signalAll();
            back.changed.signalAll();
            if (link != null) link.close();
        } finally {
            network.lock.unlock();
        }
    }

    private void travel(Path path) throws IOException {
        long arrival = network.arrival(path);
        while (path.cut || !network.isOver(arrival)) {
            if (closed) throw new ClosedChannelException();
            if (path.cut) {
                network.rest(path.changed);
            } else {
                network.restUntil(arrival, path.changed);
            }
        }
    }

    private MemoryLink connect(MemoryListener listener) throws ClosedChannelException {
        if (closed) throw new ClosedChannelException();
        var forth = new Flow(network, there, back);
        var toUs = new Flow(network, back, there);
        listener.offer(new MemoryLink(network, to, from, forth, toUs), network.arrival(there));
        return new MemoryLink(network, from, to, toUs, forth);
    }
}
