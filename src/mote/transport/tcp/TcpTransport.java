package mote.transport.tcp;

import module java.base;
import mote.budget.*;
import mote.bytes.*;
import mote.bytes.P2pException.Blame;
import mote.multiaddr.*;
import mote.task.*;
import mote.transport.*;

/// TCP over IPv4 and IPv6, and names that lead there.
public final class TcpTransport implements Transport {

    private final Scope scope;
    private final Budget budget;
    private final Budget inbound;
    private final Names names;
    private final Limits limits;
    private final boolean fromListenPort;
    private final Interfaces interfaces;

    // Guarded by this.
    private final List<ListenSocket> sockets = new ArrayList<>();

    /// @param scope where the threads run that accept; its clock limits the dials
    /// @param budget where the descriptor of each socket is reserved; a quarter of what it has is kept for dials
    /// @param names resolves what is dialled by name
    /// @param fromListenPort whether dials come from the port that is listened on, where there is one. Hole punching
    ///        needs that. Any other program of the same user can listen on that port then, too. Not on Windows, which
    ///        has no SO_REUSEPORT
    public TcpTransport(Scope scope, Budget budget, Names names, Limits limits, boolean fromListenPort) {
        this.scope = scope;
        this.budget = budget;
        this.names = names;
        this.limits = limits;
        this.fromListenPort = fromListenPort;
        this.interfaces = new Interfaces(scope.clock(), limits.interfacesAge(), Interfaces::ofSystem);
        long descriptors = budget.limit(Resource.DESCRIPTORS);
        this.inbound = budget.child("listening on TCP", mote.budget.Limits.descriptors(descriptors - descriptors / 4));
    }

    @Override public boolean handles(Multiaddr address) { return TcpAddress.of(address).isPresent(); }

    /// The addresses of a name are tried one after the other; each has an equal share of the time that is left.
    @Override
    public Link dial(Multiaddr address) throws IOException {
        TcpAddress to = tcp(address);
        long end = scope.clock().nanos() + limits.dial().toNanos();
        List<InetAddress> ips = to.ip() != null ? List.of(to.ip()) : resolve(to);
        for (int i = 0;; i++) {
            var remote = new InetSocketAddress(ips.get(i), to.port());
            Duration share = Duration.ofNanos(end - scope.clock().nanos()).dividedBy(ips.size() - i);
            try {
                return connect(remote, fromListenPort ? sourceFor(ips.get(i)) : null, share);
            } catch (IOException failure) {
                if (i == ips.size() - 1 || Thread.currentThread().isInterrupted()) throw inWords(remote, failure);
            }
        }
    }

    /// On a wildcard of one family, and then of the other on the same port, both listeners share one socket.
    ///
    /// @throws P2pException with blame LOCAL where that cannot be; the cause is a [BindException] where the port is in
    ///         use
    @Override
    public synchronized Listener listen(Multiaddr address) throws IOException {
        TcpAddress on = tcp(address);
        if (on.ip() == null) throw P2pException.local("only an IP address can be listened on, not " + address);
        sockets.removeIf(socket -> !socket.isOpen());
        for (ListenSocket socket : sockets) {
            boolean shared = on.ip().isAnyLocalAddress() && socket.isWildcardOn(on.port());
            if (shared) return socket.listen(on.ip(), interfaces);
        }
        var at = new InetSocketAddress(on.ip(), on.port());
        var socket = new ListenSocket(at, scope, inbound, limits, fromListenPort);
        sockets.add(socket);
        return socket.listen(on.ip(), interfaces);
    }

    private List<InetAddress> resolve(TcpAddress to) throws IOException {
        List<InetAddress> ips = names.lookUp(to.name(), limits.dial()).stream().filter(to::mayBe).toList();
        if (ips.isEmpty()) throw P2pException.network("unknown host: " + to.name() + " has no address of that family");
        return ips;
    }

    private Link connect(InetSocketAddress remote, InetSocketAddress source, Duration time) throws IOException {
        if (remote.getAddress().isAnyLocalAddress()) {
            // The system would connect to this host.
            throw P2pException.network(remote.getAddress().getHostAddress() + " is no address to dial");
        }
        Multiaddr to = TcpAddress.toMultiaddr(remote);
        TcpLink link = TcpLink.over(TcpTransport::open, budget);
        try {
            return Deadline.within(scope.clock(), time, "dialling " + to, link, () -> link.connect(remote, source));
        } catch (UnsupportedAddressTypeException _) {
            link.close();
            throw P2pException.local("this host has no IPv6 to dial " + to);
        } catch (Throwable failure) {
            link.close();
            // There is a connection between these two ports already: from another port, then.
            if (failure instanceof BindException && source != null) return connect(remote, null, time);
            throw failure;
        }
    }

    private static SocketChannel open() throws P2pException {
        try {
            return SocketChannel.open();
        } catch (IOException failure) {
            throw new P2pException(Blame.LOCAL, "cannot open a socket: " + failure.getMessage(), failure);
        }
    }

    private synchronized InetSocketAddress sourceFor(InetAddress ip) {
        return sockets.stream().flatMap(socket -> socket.sourceFor(ip).stream()).findFirst().orElse(null);
    }

    /// What the system says when a dial fails, in words.
    private static P2pException inWords(InetSocketAddress remote, IOException failure) {
        Multiaddr to = TcpAddress.toMultiaddr(remote);
        return switch (failure) {
            case P2pException known -> known;
            case NoRouteToHostException _ -> new P2pException(Blame.NETWORK, to + " is unreachable", failure);
            case BindException _ -> new P2pException(Blame.LOCAL, "no port of this host can dial " + to, failure);
            // The system's own time-out is one too, but ours comes minutes before.
            case ConnectException _ -> new P2pException(Blame.NETWORK, to + " refused the connection", failure);
            case ClosedChannelException _ -> new P2pException(Blame.LOCAL, "dialling " + to + " was cancelled",
                    failure);
            default -> new P2pException(Blame.NETWORK, to + " is unreachable: " + failure.getMessage(), failure);
        };
    }

    private static TcpAddress tcp(Multiaddr address) {
        return TcpAddress.of(address).orElseThrow(() -> new IllegalArgumentException("not of TCP: " + address));
    }
}
