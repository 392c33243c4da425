package mote.transport.tcp;

import module java.base;
import mote.budget.*;
import mote.bytes.*;
import mote.task.*;

/// A listening socket, and the thread that accepts on it for its listener, or for two: the wildcards of both families
/// on one port.
///
/// ```
///                             ┌── offer ──> TcpListener 0.0.0.0:4001 ── accept
///   socket [::]:4001 ─ thread ┤
///                             └── offer ──> TcpListener [::]:4001    ── accept
/// ```
///
/// The JDK has no IPV6_V6ONLY: where the host has IPv6, its socket on `[::]` takes IPv4 too, and none on `0.0.0.0` can
/// be bound beside it. So either wildcard has a socket of both families, which the other can join, and what comes by a
/// family that nobody listens on is closed.
final class ListenSocket {

    private static final System.Logger LOG = System.getLogger("mote.transport.tcp");
    private static final String NO_IP6 = "this host has no IPv6";

    private final Scope scope;
    private final Budget budget;
    private final Limits limits;
    private final Reservation descriptor;
    private final ServerSocketChannel channel;
    private final InetSocketAddress at;
    /// Held by the thread while it is in accept.
    private final Object accepting = new Object();
    // Guarded by this.
    private final List<TcpListener> listeners = new ArrayList<>(2);

    /// Binds `wanted`, where port 0 takes a free one.
    ///
    /// @param budget of descriptors, for the socket and for what is accepted
    /// @param reuse whether dials may come from this port
    /// @throws P2pException with blame LOCAL where that cannot be; the cause is a [java.net.BindException] where the
    ///         port is in use
    ListenSocket(InetSocketAddress wanted, Scope scope, Budget budget, Limits limits, boolean reuse)
            throws IOException {
        this.scope = scope;
        this.budget = budget;
        this.limits = limits;
        this.descriptor = budget.reserve(Resource.DESCRIPTORS, 1);
        ServerSocketChannel opened = null;
        try {
            if (reuse && wanted.getPort() != 0) {
                // With SO_REUSEPORT a port that another program of ours listens on would not be refused.
                try (var probe = ServerSocketChannel.open()) {
                    probe.bind(wanted);
                }
            }
            opened = ServerSocketChannel.open();
            if (reuse) opened.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            this.channel = opened.bind(wanted, limits.backlog());
            this.at = (InetSocketAddress) channel.getLocalAddress();
        } catch (IOException | UnsupportedAddressTypeException failure) {
            if (opened != null) opened.close();
            descriptor.close();
            throw refusal(wanted, failure);
        }
    }

    boolean isOpen() { return channel.isOpen(); }

    boolean isWildcardOn(int port) { return at.getAddress().isAnyLocalAddress() && at.getPort() == port; }

    /// Adds a listener, the first one or that of the other family's wildcard, and starts to accept with the first.
    synchronized TcpListener listen(InetAddress ip, Interfaces interfaces) throws IOException {
        if (!channel.isOpen() || listeners.stream().anyMatch(other -> other.isOfFamily(ip))) {
            throw P2pException.local("this node listens on port " + at.getPort() + " already");
        }
        if (at.getAddress() instanceof Inet4Address && ip instanceof Inet6Address) throw P2pException.local(NO_IP6);
        var listener = new TcpListener(new InetSocketAddress(ip, at.getPort()), interfaces, this);
        listeners.add(listener);
        String name = "accept " + TcpAddress.toMultiaddr(listener.at());
        if (listeners.size() == 1 && !scope.start(name, this::acceptAll)) {
            listener.close();
            throw P2pException.local("this node is shutting down");
        }
        return listener;
    }

    /// Ends a listener, and the socket with the last one. Returns when the port is free then.
    void remove(TcpListener listener) {
        synchronized (this) {
            if (!listeners.remove(listener) || !listeners.isEmpty()) return;
            try {
                channel.close();
            } catch (IOException failure) {
                LOG.log(System.Logger.Level.DEBUG, "closing {0}: {1}", at, failure.getMessage());
            }
        }
        // The JDK closes the socket itself only after a virtual thread that is blocked in accept has left it; until
        // then it would still take connections. An interrupt would end it too, but can lose what was just accepted.
        synchronized (accepting) {
            descriptor.close();
        }
    }

    /// Where a dial to `ip` can come from, to use this port.
    synchronized Optional<InetSocketAddress> sourceFor(InetAddress ip) {
        return listeners.stream().filter(listener -> listener.reaches(ip)).findFirst().map(TcpListener::at);
    }

    private void acceptAll() throws InterruptedException {
        try {
            while (channel.isOpen()) {
                try {
                    hand(accept());
                } catch (ClosedChannelException _) {
                    // The loop ends.
                } catch (IOException failure) {
                    // Out of descriptors, most likely: who comes now waits in the kernel.
                    LOG.log(System.Logger.Level.DEBUG, "accepting on {0}: {1}", at, failure.getMessage());
                    scope.clock().sleep(limits.acceptPause());
                }
            }
        } finally {
            open().forEach(TcpListener::close);
        }
    }

    private TcpLink accept() throws IOException {
        synchronized (accepting) {
            return TcpLink.over(channel::accept, budget);
        }
    }

    private synchronized List<TcpListener> open() { return List.copyOf(listeners); }

    private void hand(TcpLink link) throws InterruptedException {
        boolean taken = false;
        try {
            InetAddress remote = link.connected();
            for (TcpListener listener : open()) {
                if (!listener.isOfFamily(remote)) continue;
                listener.offer(link);
                taken = true;
            }
        } catch (IOException failure) {
            LOG.log(System.Logger.Level.DEBUG, "{0} was gone before it was accepted: {1}", link, failure.getMessage());
        } finally {
            if (!taken) link.close();
        }
    }

    private static P2pException refusal(InetSocketAddress wanted, Exception failure) {
        if (failure instanceof UnsupportedAddressTypeException) return P2pException.local(NO_IP6);
        return new P2pException(P2pException.Blame.LOCAL, "cannot listen on " + wanted.getAddress().getHostAddress()
                + " port " + wanted.getPort() + ": " + failure.getMessage(), failure);
    }
}
