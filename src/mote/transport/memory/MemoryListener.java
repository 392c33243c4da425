package mote.transport.memory;

import module java.base;
import mote.multiaddr.*;
import mote.transport.*;

/// A port that is listened on.
final class MemoryListener implements Listener {

    /// @param arrival when the dialler's last step of connecting arrives here
    private record Waiting(MemoryLink link, long arrival) { }

    private final MemoryNetwork network;
    private final MemoryAddress address;
    private final Condition changed;
    // Guarded by the network's lock.
    private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
    private boolean closed;

    MemoryListener(MemoryNetwork network, MemoryAddress address) {
        this.network = network;
        this.address = address;
        this.changed = network.lock.newCondition();
    }

    @Override public List<Multiaddr> addresses() { return List.of(address.toMultiaddr()); }

    @Override
    public Link accept() throws IOException {
        network.lock.lock();
        try {
            while (true) {
                if (closed) throw new ClosedChannelException();
                if (queue.isEmpty()) {
                    network.rest(changed);
                } else if (network.isOver(queue.peek().arrival)) {
                    return queue.remove().link;
                } else {
                    network.restUntil(queue.peek().arrival, changed);
                }
            }
        } finally {
            network.lock.unlock();
        }
    }

    @Override
    public void close() {
        network.lock.lock();
        try {
            closed = true;
            network.listeners().remove(address, this);
            queue.forEach(waiting -> waiting.link.reset());
            queue.forEach(waiting -> waiting.link.close());
            queue.clear();
            changed.signalAll();
        } finally {
            network.lock.unlock();
        }
    }

    /// With the network's lock held: whether one more can wait.
    boolean hasRoom() { return queue.size() < network.limits.backlog(); }

    /// With the network's lock held: a link whose dialler is connected now.
    void offer(MemoryLink link, long arrival) {
        queue.add(new Waiting(link, arrival));
        changed.signalAll();
    }
}
