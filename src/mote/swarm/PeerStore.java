package mote.swarm;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.concurrent.locks.ReentrantLock;
import mote.multiaddr.Multiaddr;
import mote.negotiate.ProtocolId;
import mote.peer.PeerId;

/// What is known about peers, in memory: where they are and what they speak. It holds at most
/// [Limits#peersKnownMax] peers, forgetting the one that was longest not used, and
/// [Limits#addressesPerPeerMax] addresses of each, forgetting the oldest. May be used from any thread.
public final class PeerStore {

    /// What is known about one peer.
    ///
    /// @param addresses where to dial it, without peer id, the newest last
    /// @param protocols what identify said it speaks; empty before
    /// @param agentVersion what identify said it runs; empty before
    /// @param protocolVersion the protocol family that identify named; empty before
    public record Peer(List<Multiaddr> addresses, List<ProtocolId> protocols, String agentVersion,
            String protocolVersion) {

        static final Peer UNKNOWN = new Peer(List.of(), List.of(), "", "");
    }

    private final Limits limits;
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock. In the order of use, oldest first.
    private final SequencedMap<PeerId, Peer> peers = new LinkedHashMap<>(16, 0.75f, true);

    PeerStore(Limits limits) {
        this.limits = limits;
    }

    /// What is known about `peer`, or empty where nothing is.
    public Optional<Peer> find(PeerId peer) {
        lock.lock();
        try {
            return Optional.ofNullable(peers.get(peer));
        } finally {
            lock.unlock();
        }
    }

    /// Adds addresses at which the caller believes `peer` to be. A `/p2p` at their end is dropped.
    public void addAddresses(PeerId peer, Collection<Multiaddr> addresses) {
        lock.lock();
        try {
            Peer known = peers.getOrDefault(peer, Peer.UNKNOWN);
            SequencedSet<Multiaddr> all = new LinkedHashSet<>(known.addresses());
            addresses.forEach(address -> all.addLast(address.withoutPeer()));
            put(peer, new Peer(newest(all), known.protocols(), known.agentVersion(), known.protocolVersion()));
        } finally {
            lock.unlock();
        }
    }

    /// Replaces all that is known about `peer` by what the peer itself said.
    public void replace(PeerId peer, Peer said) {
        lock.lock();
        try {
            SequencedSet<Multiaddr> all = new LinkedHashSet<>();
            said.addresses().forEach(address -> all.addLast(address.withoutPeer()));
            put(peer, new Peer(newest(all), said.protocols(), said.agentVersion(), said.protocolVersion()));
        } finally {
            lock.unlock();
        }
    }

    /// Peers that something is known about.
    public int size() {
        lock.lock();
        try {
            return peers.size();
        } finally {
            lock.unlock();
        }
    }

    private List<Multiaddr> newest(SequencedSet<Multiaddr> all) {
        var list = new ArrayList<>(all);
        return List.copyOf(list.subList(Math.max(0, list.size() - limits.addressesPerPeerMax()), list.size()));
    }

    private void put(PeerId peer, Peer known) {
        peers.put(peer, known);
        if (peers.size() > limits.peersKnownMax()) {
            peers.pollFirstEntry();
        }
    }
}
