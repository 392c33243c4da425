package mote.transport.tcp;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import mote.budget.Budget;
import mote.budget.Reservation;
import mote.budget.Resource;
import mote.bytes.P2pException;
import mote.multiaddr.Multiaddr;
import mote.task.Deadline;
import mote.task.Scope;
import mote.transport.Link;
import mote.transport.Listener;
import mote.transport.Transport;

/// TCP over IPv4 and IPv6.
public final class TcpTransport implements Transport {

    private final Scope scope;
    private final Budget budget;
    private final Limits limits;

    /// @param scope where threads run, and whose clock limits the dials
    /// @param budget where each socket's file descriptor is reserved
    public TcpTransport(Scope scope, Budget budget, Limits limits) {
        this.scope = scope;
        this.budget = budget;
        this.limits = limits;
    }

    @Override
    public boolean handles(Multiaddr address) {
        return TcpAddress.of(address).isPresent();
    }

    @Override
    public Link dial(Multiaddr address) throws IOException {
        TcpAddress to = tcp(address);
        var remote = new InetSocketAddress(to.ip(), to.port());
        Reservation descriptor = budget.reserve(Resource.DESCRIPTORS, 1);
        try {
            var link = new TcpLink(SocketChannel.open(), descriptor);
            return Deadline.within(scope.clock(), limits.dial(), "dialling " + address, link, () -> {
                link.connect(remote);
                return link;
            });
        } catch (IOException failure) {
            descriptor.close();
            throw P2pException.of(failure);
        }
    }

    @Override
    public Listener listen(Multiaddr address) throws IOException {
        TcpAddress at = tcp(address);
        ServerSocketChannel socket = ServerSocketChannel.open(at.ip() instanceof Inet4Address
                ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
        socket.bind(new InetSocketAddress(at.ip(), at.port()), limits.backlog());
        return new TcpListener(socket, budget);
    }

    private static TcpAddress tcp(Multiaddr address) {
        return TcpAddress.of(address)
                .orElseThrow(() -> new IllegalArgumentException("not an address of TCP: " + address));
    }
}
