package mote.swarm;

import module java.base;
import mote.multiaddr.*;
import mote.negotiate.*;
import mote.peer.*;

/// What is known about peers, in memory: where they are and what they speak. It holds at most
/// [Limits#peersKnownMax] peers in [Limits#peersKnownBytesMax], forgetting those that were longest not used, and
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

        /// About what it takes of the heap.
        private long bytes() {
            return OBJECT_BYTES * (4L + addresses.size() + protocols.size())
                    + addresses.stream().mapToLong(address -> address.encoded().length()).sum()
                    + protocols.stream().mapToLong(id -> id.text().length()).sum()
                    + agentVersion.length() + protocolVersion.length();
        }
    }

    /// What an address or a protocol takes beside its bytes.
    private static final int OBJECT_BYTES = 80;

    private final Limits limits;
    // Guarded by this. In the order of use, oldest first.
    private final SequencedMap<PeerId, Peer> peers = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    PeerStore(Limits limits) { this.limits = limits; }

    /// What is known about `peer`, or empty where nothing is.
    public synchronized Optional<Peer> find(PeerId peer) { return Optional.ofNullable(peers.get(peer)); }

    /// Adds addresses at which the caller believes `peer` to be. A `/p2p` at their end is dropped.
    public synchronized void addAddresses(PeerId peer, Collection<Multiaddr> addresses) {
        Peer known = peers.getOrDefault(peer, Peer.UNKNOWN);
        var all = new ArrayList<>(known.addresses());
        all.addAll(addresses);
        put(peer, new Peer(newest(all), known.protocols(), known.agentVersion(), known.protocolVersion()));
    }

    /// Replaces what is known about `peer` by what the peer itself said. What it said nothing about keeps its value.
    ///
    /// @return what is known now
    public synchronized Peer update(PeerId peer, Peer said) {
        Peer known = peers.getOrDefault(peer, Peer.UNKNOWN);
        var now = new Peer(said.addresses().isEmpty() ? known.addresses() : newest(said.addresses()),
                said.protocols().isEmpty() ? known.protocols() : said.protocols(),
                said.agentVersion().isEmpty() ? known.agentVersion() : said.agentVersion(),
                said.protocolVersion().isEmpty() ? known.protocolVersion() : said.protocolVersion());
        put(peer, now);
        return now;
    }

    /// Peers that something is known about.
    public synchronized int size() { return peers.size(); }

    private List<Multiaddr> newest(Collection<Multiaddr> all) {
        var distinct = new LinkedHashSet<Multiaddr>();
        all.forEach(address -> distinct.addLast(address.withoutPeer()));
        return distinct.stream().skip(Math.max(0, distinct.size() - limits.addressesPerPeerMax())).toList();
    }

    private void put(PeerId peer, Peer known) {
        Peer before = peers.put(peer, known);
        bytes += known.bytes() - (before == null ? 0 : before.bytes());
        while (peers.size() > limits.peersKnownMax() || bytes > limits.peersKnownBytesMax()) {
            bytes -= peers.pollFirstEntry().getValue().bytes();
        }
    }
}
