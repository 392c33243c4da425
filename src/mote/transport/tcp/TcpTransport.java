package mote.transport.tcp;

import static java.net.StandardProtocolFamily.INET;
import static java.net.StandardProtocolFamily.INET6;

import module java.base;
import mote.budget.*;
import mote.bytes.*;
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

    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock.
    private final List<ListenSocket> sockets = new ArrayList<>();

    /// @param scope where the threads run that accept; its clock limits the dials
    /// @param budget where the descriptor of each socket is reserved; a quarter of what it has is kept for dials
    /// @param names resolves what is dialled by name
    /// @param fromListenPort whether dials come from the port that is listened on, where there is one. Hole punching
    ///        needs that. Any other program of the same user can listen on that port then, too. Not on Windows, which
    ///        has no SO_REUSEPORT
    public TcpTransport(Scope scope, Budget budget, Names names, Limits limits, boolean fromListenPort) {
        this(scope, budget, names, limits, fromListenPort,
                new Interfaces(scope.clock(), limits.interfacesAge(), Interfaces::ofSystem));
    }

    TcpTransport(Scope scope, Budget budget, Names names, Limits limits, boolean fromListenPort,
            Interfaces interfaces) {
        this.scope = scope;
        this.budget = budget;
        this.names = names;
        this.limits = limits;
        this.fromListenPort = fromListenPort;
        this.interfaces = interfaces;
        long descriptors = budget.limit(Resource.DESCRIPTORS);
        this.inbound = budget.child("listening on TCP", new mote.budget.Limits(Long.MAX_VALUE, Long.MAX_VALUE,
                Long.MAX_VALUE, Long.MAX_VALUE, descriptors - descriptors / 4, Long.MAX_VALUE));
    }

    @Override
    public boolean handles(Multiaddr address) { return TcpAddress.of(address).isPresent(); }

    /// The addresses of a name are tried one after the other; each has an equal share of the time that is left.
    @Override
    public Link dial(Multiaddr address) throws IOException {
        TcpAddress to = tcp(address);
        long end = scope.clock().nanos() + limits.dial().toNanos();
        List<InetAddress> ips = to.ip() != null ? List.of(to.ip()) : resolve(to);
        for (int i = 0;; i++) {
            Duration share = Duration.ofNanos(end - scope.clock().nanos()).dividedBy(ips.size() - i);
            try {
                return connect(new InetSocketAddress(ips.get(i), to.port()), share);
            } catch (P2pException failure) {
                if (i == ips.size() - 1 || Thread.currentThread().isInterrupted()) throw failure;
            }
        }
    }

    /// On a wildcard of one family, and then of the other on the same port, both listeners share one socket.
    ///
    /// @throws P2pException with blame LOCAL where that cannot be; the cause is a [BindException] where the port is in
    ///         use
    @Override
    public Listener listen(Multiaddr address) throws IOException {
        TcpAddress on = tcp(address);
        if (on.ip() == null) throw P2pException.local("only an IP address can be listened on, not " + address);
        lock.lock();
        try {
            sockets.removeIf(socket -> !socket.isOpen());
            for (ListenSocket socket : sockets) {
                if (on.ip().isAnyLocalAddress() && socket.isWildcardOn(on.port())) {
                    return socket.listen(on.ip(), interfaces);
                }
            }
            var at = new InetSocketAddress(on.ip(), on.port());
            var socket = new ListenSocket(at, scope, inbound, limits, fromListenPort);
            Listener listener = socket.listen(on.ip(), interfaces);
            if (!socket.start()) {
                listener.close();
                throw P2pException.local("this node is shutting down");
            }
            sockets.add(socket);
            return listener;
        } finally {
            lock.unlock();
        }
    }

    private List<InetAddress> resolve(TcpAddress to) throws IOException {
        List<InetAddress> ips = names.lookUp(to.name(), limits.dial()).stream().filter(to::mayBe).toList();
        if (ips.isEmpty()) throw P2pException.network("unknown host: " + to.name() + " has no address of that family");
        return ips;
    }

    private Link connect(InetSocketAddress remote, Duration time) throws P2pException {
        if (remote.getAddress().isAnyLocalAddress()) {
            // The system would connect to this host.
            throw P2pException.network(remote.getAddress().getHostAddress() + " is no address to dial");
        }
        InetSocketAddress source = fromListenPort ? sourceFor(remote.getAddress()) : null;
        try {
            if (source != null) {
                try {
                    return connect(remote, source, time);
                } catch (BindException _) {
                    // There is a connection between these two ports already: from another port, then.
                }
            }
            return connect(remote, null, time);
        } catch (IOException failure) {
            throw Failure.ofDial(failure, remote);
        }
    }

    private Link connect(InetSocketAddress remote, InetSocketAddress source, Duration time) throws IOException {
        TcpLink link = open(remote);
        boolean connected = false;
        try {
            Deadline.within(scope.clock(), time, "dialling " + Failure.text(remote), link, () -> {
                link.connect(remote, source);
                return link;
            });
            connected = true;
            return link;
        } finally {
            if (!connected) link.close();
        }
    }

    private TcpLink open(InetSocketAddress remote) throws P2pException {
        Reservation descriptor = budget.reserve(Resource.DESCRIPTORS, 1);
        TcpLink link = null;
        try {
            boolean four = remote.getAddress() instanceof Inet4Address;
            link = new TcpLink(SocketChannel.open(four ? INET : INET6), descriptor);
            return link;
        } catch (UnsupportedOperationException _) {
            throw P2pException.local("this host has no IPv6 to dial " + Failure.text(remote));
        } catch (IOException failure) {
            throw new P2pException(P2pException.Blame.LOCAL, "cannot open a socket: " + failure.getMessage(), failure);
        } finally {
            if (link == null) descriptor.close();
        }
    }

    private InetSocketAddress sourceFor(InetAddress ip) {
        lock.lock();
        try {
            return sockets.stream().filter(ListenSocket::isOpen).map(socket -> socket.sourceFor(ip))
                    .filter(Objects::nonNull).findFirst().orElse(null);
        } finally {
            lock.unlock();
        }
    }

    private static TcpAddress tcp(Multiaddr address) {
        return TcpAddress.of(address)
                .orElseThrow(() -> new IllegalArgumentException("not an address of TCP: " + address));
    }
}
