package mote.transport.tcp;

import static java.net.StandardProtocolFamily.INET;
import static java.net.StandardProtocolFamily.INET6;

import module java.base;
import java.lang.System.Logger.Level;
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
/// The JDK has no IPV6_V6ONLY: its socket on `[::]` takes IPv4 too, and none on `0.0.0.0` can be bound beside it. So
/// `0.0.0.0` alone has a socket of IPv4; when `[::]` is asked for as well, a socket of both takes its place, and in
/// between there is an instant without one. On `[::]` alone, what comes by IPv4 is closed.
final class ListenSocket {

    private static final System.Logger LOG = System.getLogger("mote.transport.tcp");

    private final InetSocketAddress at;
    private final Scope scope;
    private final Budget budget;
    private final Limits limits;
    private final boolean reusePort;
    private final Reservation descriptor;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // Guarded by lock.
    private final List<TcpListener> listeners = new ArrayList<>(2);
    private ServerSocketChannel channel;
    private boolean wide;
    private boolean widening;
    private boolean accepting;

    /// Binds `wanted`, where port 0 takes a free one.
    ///
    /// @param budget of descriptors, for the socket and for what is accepted
    /// @param reusePort whether dials may come from this port
    /// @throws P2pException with blame LOCAL where that cannot be; the cause is a [java.net.BindException] where the
    ///         port is in use
    ListenSocket(InetSocketAddress wanted, Scope scope, Budget budget, Limits limits, boolean reusePort)
            throws IOException {
        this.scope = scope;
        this.budget = budget;
        this.limits = limits;
        this.reusePort = reusePort;
        this.descriptor = budget.reserve(Resource.DESCRIPTORS, 1);
        this.wide = !(wanted.getAddress() instanceof Inet4Address);
        try {
            this.channel = bind(wanted, wide ? INET6 : INET);
            int port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
            this.at = new InetSocketAddress(wanted.getAddress(), port);
        } finally {
            if (channel == null) descriptor.close();
        }
    }

    /// Starts the thread that accepts.
    ///
    /// @return false where the scope is closed
    boolean start() { return scope.start("accept " + TcpAddress.toMultiaddr(at), this::acceptAll); }

    boolean isOpen() { return current().isOpen(); }

    boolean isWildcardOn(int port) { return at.getAddress().isAnyLocalAddress() && at.getPort() == port; }

    /// Adds a listener: the first one, or that of the other family's wildcard.
    TcpListener listen(InetAddress ip, Interfaces interfaces) throws IOException {
        var listener = new TcpListener(new InetSocketAddress(ip, at.getPort()), interfaces, this);
        lock.lock();
        try {
            for (TcpListener other : listeners) {
                if (other.isOfFamily(ip)) {
                    throw P2pException.local("this node listens on port " + at.getPort() + " already");
                }
            }
            if (!wide && !(ip instanceof Inet4Address)) widen();
            listeners.add(listener);
            return listener;
        } finally {
            lock.unlock();
        }
    }

    /// Ends a listener, and the socket with the last one.
    void remove(TcpListener listener) {
        lock.lock();
        try {
            if (listeners.remove(listener) && listeners.isEmpty()) {
                closeChannel();
                descriptor.close();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Where a dial to `ip` can come from, to use this port: null where it cannot.
    InetSocketAddress sourceFor(InetAddress ip) {
        lock.lock();
        try {
            return listeners.stream().filter(listener -> listener.reaches(ip)).findFirst()
                    .map(TcpListener::at).orElse(null);
        } finally {
            lock.unlock();
        }
    }

    private void acceptAll() throws InterruptedException {
        try {
            for (ServerSocketChannel from = current(); from.isOpen(); from = current()) {
                try {
                    hand(accept(from));
                } catch (ClosedChannelException _) {
                    // Closed for good, or for a wider one.
                } catch (IOException failure) {
                    // Out of descriptors, most likely: who comes now waits in the kernel.
                    LOG.log(Level.DEBUG, "accepting on {0}: {1}", at, failure.getMessage());
                    scope.clock().sleep(limits.acceptPause());
                }
            }
        } finally {
            List<TcpListener> left;
            lock.lock();
            try {
                left = List.copyOf(listeners);
            } finally {
                lock.unlock();
            }
            left.forEach(TcpListener::close);
        }
    }

    /// Waits while the socket is exchanged.
    private ServerSocketChannel current() {
        lock.lock();
        try {
            while (widening) {
                changed.awaitUninterruptibly();
            }
            return channel;
        } finally {
            lock.unlock();
        }
    }

    private TcpLink accept(ServerSocketChannel from) throws IOException {
        Reservation place = budget.reserve(Resource.DESCRIPTORS, 1);
        accepting(true);
        try {
            return new TcpLink(from.accept(), place);
        } catch (IOException failure) {
            place.close();
            throw failure;
        } finally {
            accepting(false);
        }
    }

    private void accepting(boolean now) {
        lock.lock();
        try {
            accepting = now;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void hand(TcpLink link) throws InterruptedException {
        try {
            TcpListener taker = listenerFor(link.connected());
            if (taker != null) {
                taker.offer(link);
                return;
            }
        } catch (IOException failure) {
            LOG.log(Level.DEBUG, "{0} was gone before it was accepted: {1}", link, failure.getMessage());
        }
        link.close();
    }

    private TcpListener listenerFor(InetAddress remote) {
        lock.lock();
        try {
            return listeners.stream().filter(listener -> listener.isOfFamily(remote)).findFirst().orElse(null);
        } finally {
            lock.unlock();
        }
    }

    private void widen() throws IOException {
        widening = true;
        try {
            closeChannel();
            channel = bind(new InetSocketAddress(at.getPort()), INET6);
            wide = true;
        } catch (IOException failure) {
            channel = bind(at, INET);
            throw failure;
        } finally {
            widening = false;
            changed.signalAll();
        }
    }

    /// Returns when the port is free. The JDK closes the socket itself only after a virtual thread that is blocked in
    /// accept has left it; until then it would still take connections.
    private void closeChannel() {
        try {
            channel.close();
        } catch (IOException failure) {
            LOG.log(Level.DEBUG, "closing {0}: {1}", at, failure.getMessage());
        }
        while (accepting) {
            changed.awaitUninterruptibly();
        }
    }

    private ServerSocketChannel bind(InetSocketAddress to, ProtocolFamily family) throws IOException {
        ServerSocketChannel opened = null;
        try {
            if (reusePort && to.getPort() != 0) {
                // With SO_REUSEPORT a port that another program of ours listens on would not be refused.
                try (var probe = ServerSocketChannel.open(family)) {
                    probe.bind(to);
                }
            }
            opened = ServerSocketChannel.open(family);
            if (reusePort) opened.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            return opened.bind(to, limits.backlog());
        } catch (UnsupportedOperationException _) {
            throw P2pException.local("this host has no " + (family == INET6 ? "IPv6" : "IPv4"));
        } catch (IOException failure) {
            if (opened != null) opened.close();
            throw new P2pException(P2pException.Blame.LOCAL, "cannot listen on " + to.getAddress().getHostAddress()
                    + " port " + to.getPort() + ": " + failure.getMessage(), failure);
        }
    }
}
