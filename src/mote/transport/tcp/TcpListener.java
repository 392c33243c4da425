package mote.transport.tcp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import mote.budget.Budget;
import mote.budget.Resource;
import mote.multiaddr.Multiaddr;
import mote.transport.Link;
import mote.transport.Listener;

/// A listening socket.
final class TcpListener implements Listener {

    private final ServerSocketChannel socket;
    private final Budget budget;
    private final List<Multiaddr> addresses;

    TcpListener(ServerSocketChannel socket, Budget budget) throws IOException {
        this.socket = socket;
        this.budget = budget;
        this.addresses = List.of(TcpAddress.toMultiaddr((InetSocketAddress) socket.getLocalAddress()));
    }

    @Override
    public List<Multiaddr> addresses() {
        return addresses;
    }

    @Override
    public Link accept() throws IOException {
        var descriptor = budget.reserve(Resource.DESCRIPTORS, 1);
        try {
            var link = new TcpLink(socket.accept(), descriptor);
            link.connected();
            return link;
        } catch (IOException failure) {
            descriptor.close();
            throw failure;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException _) {
            // It is closed then.
        }
    }
}
