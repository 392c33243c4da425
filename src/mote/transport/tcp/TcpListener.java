package mote.transport.tcp;

import module java.base;
import mote.multiaddr.*;
import mote.transport.*;

/// What was asked to be listened on: an address, or all addresses of one family. The links come from the thread of a
/// [ListenSocket], one at a time: the next one waits in the kernel.
final class TcpListener implements Listener {

    private final InetSocketAddress at;
    private final Interfaces interfaces;
    private final ListenSocket socket;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // Guarded by lock.
    private TcpLink next;
    private boolean closed;

    /// @param at the address with the real port
    TcpListener(InetSocketAddress at, Interfaces interfaces, ListenSocket socket) {
        this.at = at;
        this.interfaces = interfaces;
        this.socket = socket;
    }

    /// Empty where a wildcard is listened on and no interface has an address of its family.
    @Override
    public List<Multiaddr> addresses() {
        if (!at.getAddress().isAnyLocalAddress()) return List.of(TcpAddress.toMultiaddr(at));
        return interfaces.addresses().stream()
                .filter(this::isOfFamily)
                .map(ip -> TcpAddress.toMultiaddr(new InetSocketAddress(ip, at.getPort())))
                .toList();
    }

    @Override
    public Link accept() throws IOException {
        lock.lock();
        try {
            while (next == null && !closed) {
                changed.await();
            }
            if (closed) throw new ClosedChannelException();
            TcpLink link = next;
            next = null;
            changed.signalAll();
            return link;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        TcpLink left;
        lock.lock();
        try {
            closed = true;
            left = next;
            next = null;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (left != null) left.close();
        socket.remove(this);
    }

    boolean isOfFamily(InetAddress ip) {
        return (ip instanceof Inet4Address) == (at.getAddress() instanceof Inet4Address);
    }

    /// Whether a dial to `ip` can come from this address.
    boolean reaches(InetAddress ip) {
        boolean routed = at.getAddress().isAnyLocalAddress()
                || at.getAddress().isLoopbackAddress() == ip.isLoopbackAddress();
        return isOfFamily(ip) && routed;
    }

    InetSocketAddress at() { return at; }

    /// Hands `link` to who accepts, or closes it where the listener is closed. Blocks while another one waits.
    void offer(TcpLink link) throws InterruptedException {
        boolean taken = false;
        lock.lock();
        try {
            while (next != null && !closed) {
                changed.await();
            }
            if (!closed) {
                next = link;
                taken = true;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
            if (!taken) link.close();
        }
    }
}
