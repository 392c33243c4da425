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

    private final AtomicReference<TcpLink> next = new AtomicReference<>();
    /// A permit while there is no next link.
    private final Semaphore room = new Semaphore(1);
    /// A permit while there is one, and for good once the listener is closed.
    private final Semaphore arrived = new Semaphore(0);
    private volatile boolean closed;

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
        return interfaces.addresses().stream().filter(this::isOfFamily)
                .map(ip -> TcpAddress.toMultiaddr(new InetSocketAddress(ip, at.getPort())))
                .toList();
    }

    @Override
    public Link accept() throws IOException {
        try {
            arrived.acquire();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
        }
        TcpLink link = next.getAndSet(null);
        room.release();
        if (link != null) return link;
        arrived.release();
        throw new ClosedChannelException();
    }

    @Override
    public void close() {
        closed = true;
        end();
        socket.remove(this);
    }

    boolean isOfFamily(InetAddress ip) {
        return (ip instanceof Inet4Address) == (at.getAddress() instanceof Inet4Address);
    }

    /// Whether a dial to `ip` can come from this address.
    boolean reaches(InetAddress ip) {
        return isOfFamily(ip) && (at.getAddress().isAnyLocalAddress()
                || at.getAddress().isLoopbackAddress() == ip.isLoopbackAddress());
    }

    InetSocketAddress at() { return at; }

    /// Hands `link` to who accepts, or closes it where the listener is closed. Blocks while another one waits.
    void offer(TcpLink link) throws InterruptedException {
        room.acquire();
        next.set(link);
        arrived.release();
        if (closed) end();
    }

    /// Closes what nobody accepts any more, and wakes who waits: whoever finds nothing then knows why.
    private void end() {
        TcpLink left = next.getAndSet(null);
        if (left != null) left.close();
        arrived.release();
        room.release();
    }
}
