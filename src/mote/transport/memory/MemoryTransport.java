package mote.transport.memory;

import module java.base;
import mote.bytes.*;
import mote.multiaddr.*;
import mote.task.*;
import mote.transport.*;

/// One host of a network in memory.
final class MemoryTransport implements Transport {

    private final MemoryNetwork network;
    private final int host;

    MemoryTransport(MemoryNetwork network, int host) {
        this.network = network;
        this.host = host;
    }

    @Override public boolean handles(Multiaddr address) { return MemoryAddress.of(address).isPresent(); }

    @Override
    public Link dial(Multiaddr address) throws IOException {
        MemoryAddress to = memory(address);
        Dial dial;
        network.lock.lock();
        try {
            dial = new Dial(network, network.freePort(host), to);
        } finally {
            network.lock.unlock();
        }
        try {
            return Deadline.within(network.clock, network.limits.dial(), "dialling " + to, dial, dial::run);
        } catch (ClosedChannelException interrupted) {
            throw new P2pException(P2pException.Blame.LOCAL, "dialling " + to + " was cancelled", interrupted);
        }
    }

    /// Port 0 is a free one; `/memory/0` is that on every host.
    @Override
    public Listener listen(Multiaddr address) throws IOException {
        MemoryAddress wanted = memory(address);
        network.lock.lock();
        try {
            if (wanted.host() != host && !wanted.equals(new MemoryAddress(0, 0))) {
                throw P2pException.local(wanted + " is not an address of host " + host);
            }
            MemoryAddress at = wanted.port() == 0 ? network.freePort(host) : wanted;
            var listener = new MemoryListener(network, at);
            if (network.listeners().putIfAbsent(at, listener) != null) {
                throw P2pException.local(at + " is listened on already");
            }
            return listener;
        } finally {
            network.lock.unlock();
        }
    }

    private static MemoryAddress memory(Multiaddr address) {
        return MemoryAddress.of(address)
                .orElseThrow(() -> new IllegalArgumentException("not an address in memory: " + address));
    }
}
