package mote.swarm;

import module java.base;
import mote.budget.*;
import mote.budget.Limits;
import mote.bytes.*;
import mote.connection.*;
import mote.peer.*;

/// Lets peers in as far as the budgets allow, and keeps the budget of each peer for as long as it has a connection.
///
/// ```
///   node ── peer ── connection          all connections and streams of the peer count in all three
///   protocol ── protocol of the peer    the peer's streams of one protocol count in both
/// ```
final class Admissions implements Gate {

    /// What went wrong at all stages.
    final Faults faults = new Faults();

    private final PeerId self;
    private final Budget node;
    private final Limits perPeer;
    // Guarded by this. A peer is here while it has a connection.
    private final Map<PeerId, Peer> peers = new LinkedHashMap<>();
    // Guarded by this. As many as there are handlers.
    private final Map<ProtocolHandler, Budget> protocols = new LinkedHashMap<>();

    /// @param perPeerMax connections with one peer
    Admissions(PeerId self, Budget node, int perPeerMax) {
        this.self = self;
        this.node = node;
        this.perPeer = Limits.PEER.withConnections(perPeerMax);
    }

    @Override
    public synchronized Admission admit(PeerId id) throws P2pException {
        if (id.equals(self)) throw P2pException.local("this is the node itself: it has our own peer id");
        Peer peer = peers.computeIfAbsent(id, Peer::new);
        try {
            Reservation connection = peer.budget.reserve(Resource.CONNECTIONS, 1);
            peer.connections++;
            return new Admitted(peer, connection);
        } finally {
            forgetIfUnused(peer);
        }
    }

    /// A gate for one connection, which has held `place` while its peer was not known: from then on it counts among
    /// the peer's own.
    Gate inExchangeFor(Reservation place) {
        return peer -> {
            place.close();
            return admit(peer);
        };
    }

    /// Peers that are connected.
    synchronized int size() {
        return peers.size();
    }

    private synchronized void leave(Peer peer, Reservation connection) {
        connection.close();
        peer.connections--;
        forgetIfUnused(peer);
    }

    private void forgetIfUnused(Peer peer) {
        if (peer.connections == 0) peers.remove(peer.id);
    }

    private synchronized Budget protocolOf(Peer peer, ProtocolHandler handler) {
        Budget all = protocols.computeIfAbsent(handler,
                _ -> new Budget("protocol " + handler.ids().getFirst(), Limits.NONE));
        return peer.protocols.computeIfAbsent(handler,
                _ -> all.child(all + " of " + peer.id.brief(), Limits.streamsIn(handler.streamsPerPeer())));
    }

    private final class Peer {
        private final PeerId id;
        private final Budget budget;
        // Guarded by Admissions.this.
        private final Map<ProtocolHandler, Budget> protocols = new LinkedHashMap<>();
        private int connections;

        Peer(PeerId id) {
            this.id = id;
            this.budget = node.child("peer " + id.brief(), perPeer);
        }
    }

    private final class Admitted implements Admission {
        private final Peer peer;
        private final Reservation reservation;
        private final Budget budget;
        private final AtomicBoolean closed = new AtomicBoolean();

        Admitted(Peer peer, Reservation reservation) {
            this.peer = peer;
            this.reservation = reservation;
            this.budget = peer.budget.child("connection with " + peer.id.brief(), Limits.CONNECTION);
        }

        @Override
        public void connectionFailed(IOException failure) { faults.count(Faults.Place.CONNECTION, failure); }

        @Override public void streamFailed(IOException failure) { faults.count(Faults.Place.STREAM, failure); }

        @Override public Budget connection() { return budget; }

        @Override public Budget protocol(ProtocolHandler handler) { return protocolOf(peer, handler); }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) leave(peer, reservation);
        }
    }
}
