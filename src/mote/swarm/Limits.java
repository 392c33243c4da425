package mote.swarm;

import module java.base;

/// The limits of a swarm. How many connections there may be is a matter of its budget.
///
/// @param pendingUpgradesMax inbound connections of one listener in their upgrade; beyond, the oldest silent one ends
/// @param perPeerMax connections with one peer
/// @param perIpv4Max connections with one IPv4 address
/// @param perIpv6Prefix56Max connections with one IPv6 /56
/// @param perIpv6Prefix48Max connections with one IPv6 /48
/// @param loopbackCounts whether the limits per block hold for loopback addresses too
/// @param dialAddressesMax addresses tried in one dial of a peer
/// @param dial time for one dial of a peer, all addresses together
/// @param peersKnownMax peers in the peer store
/// @param peersKnownBytesMax about the bytes of heap that the peer store takes
/// @param addressesPerPeerMax addresses of one peer in the peer store
/// @param eventsQueuedMax events that wait for one subscriber
/// @param goodbye time for all connections together to end in order, when the swarm is closed
/// @param addressCheck how often the interfaces' addresses are looked at
public record Limits(int pendingUpgradesMax, int perPeerMax, int perIpv4Max, int perIpv6Prefix56Max,
        int perIpv6Prefix48Max, boolean loopbackCounts, int dialAddressesMax, Duration dial, int peersKnownMax,
        long peersKnownBytesMax, int addressesPerPeerMax, int eventsQueuedMax, Duration goodbye,
        Duration addressCheck) {

    public static final Limits DEFAULT = new Limits(16, 8, 8, 8, 64, false, 16, Duration.ofSeconds(60), 4_096, 8 << 20,
            64, 1_024, Duration.ofMillis(500), Duration.ofSeconds(5));

    /// These limits with other numbers of connections.
    public Limits withConnectionsPer(int peer, int ipv4, int ipv6Prefix56, int ipv6Prefix48) {
        return new Limits(pendingUpgradesMax, peer, ipv4, ipv6Prefix56, ipv6Prefix48, loopbackCounts,
                dialAddressesMax, dial, peersKnownMax, peersKnownBytesMax, addressesPerPeerMax, eventsQueuedMax,
                goodbye, addressCheck);
    }

    /// These limits, for loopback addresses too.
    public Limits withLoopbackCounted() {
        return new Limits(pendingUpgradesMax, perPeerMax, perIpv4Max, perIpv6Prefix56Max, perIpv6Prefix48Max, true,
                dialAddressesMax, dial, peersKnownMax, peersKnownBytesMax, addressesPerPeerMax, eventsQueuedMax,
                goodbye, addressCheck);
    }
}
