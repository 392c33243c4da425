package mote.swarm;

import module java.base;
import mote.budget.*;
import mote.bytes.*;
import mote.connection.*;
import mote.multiaddr.*;
import mote.peer.*;
import mote.task.*;
import mote.transport.*;

/// All connections of a node, by peer: it listens, dials, counts and forgets.
///
/// ```
///   Listener ─> Acceptor ─┐                        ┌─> handlers of each connection
///                         ├─> connections by peer ─┤
///   caller ──> Dialer ────┘                        └─> events
/// ```
///
/// Two peers that dial each other at the same time end with two connections, and both are kept, since closing one
/// could leave none; new streams go to the older. All methods may be called from any thread.
public final class Swarm implements Closeable {

    private final PeerId self;
    private final List<Transport> transports;
    private final Upgrader upgrader;
    private final Handlers handlers;
    private final Budget node;
    private final Scope scope;
    private final Limits limits;
    private final PeerStore peers;
    private final Events events;
    private final IpBlocks blocks;
    private final Admissions admissions;
    private final Dialer dialer;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition forgotten = lock.newCondition();
    // Guarded by lock. A peer is here while it is connected; its oldest connection is first.
    private final Map<PeerId, List<Connection>> connected = new LinkedHashMap<>();
    private final List<Listener> listeners = new ArrayList<>();
    private List<Multiaddr> announced = List.of();
    private boolean closed;
    private boolean gaveUp;

    /// @param self who this node is
    /// @param handlers what it answers; shared with whoever adds protocols later
    /// @param node what the node may use in all
    /// @param scope where its threads run
    public Swarm(PeerId self, List<Transport> transports, Upgrader upgrader, Handlers handlers, Budget node,
            Scope scope, Limits limits) {
        this.self = self;
        this.transports = transports;
        this.upgrader = upgrader;
        this.handlers = handlers;
        this.node = node;
        this.scope = scope;
        this.limits = limits;
        this.peers = new PeerStore(limits);
        this.events = new Events(scope, limits.eventsQueuedMax());
        this.blocks = new IpBlocks(limits);
        this.admissions = new Admissions(self, node, limits.perPeerMax());
        this.dialer = new Dialer(transports, upgrader, admissions, node, scope, limits);
        scope.start("watch addresses", this::watchAddresses);
    }

    /// Listens on `address`, and accepts from now on.
    ///
    /// @throws IOException when that cannot be
    public void listen(Multiaddr address) throws IOException {
        Transport transport = transports.stream().filter(candidate -> candidate.handles(address)).findFirst()
                .orElseThrow(() -> P2pException.local("no transport listens on " + address));
        Listener listener = transport.listen(address);
        var acceptor = new Acceptor(listener, upgrader, admissions, blocks, node, scope, events, limits, this::keep);
        boolean started;
        lock.lock();
        try {
            listeners.add(listener);
            started = !closed && scope.start("accept " + address, acceptor::run);
        } finally {
            lock.unlock();
        }
        if (!started) {
            listener.close();
            throw P2pException.local("the node is closed");
        }
        announceAddresses();
    }

    /// Where this node can be dialled, as far as it knows, without its peer id.
    public List<Multiaddr> addresses() {
        List<Listener> all;
        lock.lock();
        try {
            all = new ArrayList<>(listeners);
        } finally {
            lock.unlock();
        }
        var addresses = new LinkedHashSet<Multiaddr>();
        all.forEach(listener -> addresses.addAll(listener.addresses()));
        return List.copyOf(addresses);
    }

    /// A connection to whoever is at `address`. Where the address names the peer, an existing connection is returned.
    /// Blocks.
    ///
    /// @throws mote.secure.WrongPeerException when another peer is there than the address names
    /// @throws IOException when the dial failed
    public Connection dial(Multiaddr address) throws IOException {
        Optional<PeerId> peer = address.peer();
        if (peer.isPresent()) return connect(peer.get(), List.of(address));
        return kept(dialer.dial(address, Optional.empty()));
    }

    /// A connection to `peer`: the one there is, or a new one to an address that is known. Blocks.
    ///
    /// @throws IOException when no address is known or the dial failed
    public Connection connect(PeerId peer) throws IOException {
        return connect(peer, peers.find(peer).map(PeerStore.Peer::addresses).orElse(List.of()).reversed());
    }

    /// A connection to `peer`: the one there is, or a new one to one of `addresses`. Blocks.
    public Connection connect(PeerId peer, List<Multiaddr> addresses) throws IOException {
        Optional<Connection> existing = connection(peer);
        if (existing.isPresent()) return existing.get();
        return dialer.once(peer, () -> {
            // Another dial may have ended just now.
            Optional<Connection> made = connection(peer);
            return made.isPresent() ? made.get() : kept(dialer.dial(peer, addresses));
        });
    }

    /// The oldest open connection to `peer`.
    public Optional<Connection> connection(PeerId peer) {
        lock.lock();
        try {
            return connected.getOrDefault(peer, List.of()).stream().filter(Connection::isOpen).findFirst();
        } finally {
            lock.unlock();
        }
    }

    /// All connections, those of one peer side by side.
    public List<Connection> connections() {
        lock.lock();
        try {
            return connected.values().stream().flatMap(List::stream).toList();
        } finally {
            lock.unlock();
        }
    }

    public PeerId self() { return self; }

    public PeerStore peers() { return peers; }

    public Events events() { return events; }

    /// What went wrong so far, in numbers.
    public Faults faults() { return admissions.faults; }

    /// Notes what `peer` said about itself, and returns what is known now.
    public PeerStore.Peer learned(PeerId peer, PeerStore.Peer said) {
        PeerStore.Peer known = peers.update(peer, said);
        events.publish(new SwarmEvent.PeerChanged(peer));
        return known;
    }

    /// Stops listening and ends all connections in order. Blocks, at most [Limits#goodbye]. Idempotent.
    @Override
    public void close() {
        List<Listener> toStop;
        lock.lock();
        try {
            closed = true;
            toStop = new ArrayList<>(listeners);
        } finally {
            lock.unlock();
        }
        toStop.forEach(Listener::close);
        connections().forEach(connection -> scope.start("close " + connection, connection::close));
        awaitGoodbyes();
    }

    private void awaitGoodbyes() {
        Clock.Timer timer = scope.clock().after(limits.goodbye(), this::giveUp);
        lock.lock();
        try {
            while (!connected.isEmpty() && !gaveUp) {
                forgotten.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
            timer.cancel();
        }
    }

    private void giveUp() {
        lock.lock();
        try {
            gaveUp = true;
            forgotten.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Connection kept(Connection connection) throws IOException {
        keep(connection, () -> { });
        if (isClosed()) throw P2pException.local("the node is closed");
        return connection;
    }

    /// A connection that comes too late is closed before it is started, and so ends at once.
    private void keep(Connection connection, Runnable whenEnded) {
        lock.lock();
        try {
            connected.computeIfAbsent(connection.peer(), _ -> new ArrayList<>()).add(connection);
        } finally {
            lock.unlock();
        }
        if (isClosed()) connection.close();
        if (connection.direction() == Direction.OUTBOUND) {
            peers.addAddresses(connection.peer(), List.of(connection.remoteAddress()));
        }
        events.publish(new SwarmEvent.Connected(connection));
        connection.start(handlers, ended -> {
            forget(ended);
            whenEnded.run();
        });
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private void forget(Connection connection) {
        lock.lock();
        try {
            connected.computeIfPresent(connection.peer(), (_, list) -> {
                list.remove(connection);
                return list.isEmpty() ? null : list;
            });
            forgotten.signalAll();
        } finally {
            lock.unlock();
        }
        events.publish(new SwarmEvent.Disconnected(connection));
    }

    private void watchAddresses() throws InterruptedException {
        while (true) {
            scope.clock().sleep(limits.addressCheck());
            announceAddresses();
        }
    }

    private void announceAddresses() {
        List<Multiaddr> now = addresses();
        lock.lock();
        try {
            if (now.equals(announced)) return;
            announced = now;
        } finally {
            lock.unlock();
        }
        events.publish(new SwarmEvent.Listening(now));
    }
}
