package mote.swarm;

import module java.base;
import mote.bytes.*;
import mote.multiaddr.*;

/// Counts inbound connections by the block of addresses that they come from, since addresses within a block cost an
/// attacker nothing: an IPv4 address, an IPv6 /56, an IPv6 /48. A block is kept while it has a connection.
final class IpBlocks {

    private final Limits limits;
    // Guarded by this.
    private final Map<Bytes, Integer> connections = new LinkedHashMap<>();

    IpBlocks(Limits limits) { this.limits = limits; }

    /// Counts a connection from `address`, until the result is run.
    ///
    /// @throws P2pException when one of its blocks is full
    synchronized Runnable enter(Multiaddr address) throws P2pException {
        Optional<InetAddress> ip = address.ip();
        if (ip.isEmpty() || ip.get().isLoopbackAddress() && !limits.loopbackCounts()) return () -> { };
        Map<Bytes, Integer> blocks = blocks(Bytes.copyOf(ip.get().getAddress()));
        for (var block : blocks.entrySet()) {
            if (connections.getOrDefault(block.getKey(), 0) >= block.getValue()) {
                throw P2pException.local("there are " + block.getValue() + " connections from the block of "
                        + ip.get().getHostAddress() + " already");
            }
        }
        blocks.keySet().forEach(block -> connections.merge(block, 1, Integer::sum));
        return () -> leave(blocks);
    }

    synchronized int size() {
        return connections.size();
    }

    private synchronized void leave(Map<Bytes, Integer> blocks) {
        blocks.keySet().forEach(block -> connections.merge(block, -1,
                (count, less) -> count + less == 0 ? null : count + less));
    }

    /// The blocks that an address is in, and how many connections each may have.
    private Map<Bytes, Integer> blocks(Bytes address) {
        var blocks = new LinkedHashMap<Bytes, Integer>();
        if (address.length() == 4) {
            blocks.put(address, limits.perIpv4Max());
        } else {
            blocks.put(address.slice(0, 7), limits.perIpv6Prefix56Max());
            blocks.put(address.slice(0, 6), limits.perIpv6Prefix48Max());
        }
        return blocks;
    }
}
