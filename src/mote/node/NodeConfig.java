package mote.node;

import module java.base;
import mote.crypto.*;
import mote.multiaddr.*;

/// How a node is to be. Made with [#of] and changed with the methods whose names begin with `with`.
///
/// @param identity the key that the node proves itself with
/// @param listen where to listen; none is fine for a node that only dials
/// @param agentVersion what identify tells others that this is
/// @param budget what the node may use in all
/// @param swarm how many connections with one peer or from one address, and how many peers are remembered
/// @param idle a connection with no stream for so long is closed
/// @param perfForAll whether `/perf/1.0.0` serves peers on other hosts too
public record NodeConfig(Identity identity, List<Multiaddr> listen, String agentVersion, mote.budget.Limits budget,
        mote.swarm.Limits swarm, Duration idle, boolean perfForAll) {

    /// The defaults, with `identity`: no listening address, 256 connections, closed after 10 idle minutes.
    public static NodeConfig of(Identity identity) {
        return new NodeConfig(identity, List.of(), "mote/" + Version.text(), mote.budget.Limits.NODE,
                mote.swarm.Limits.DEFAULT, Duration.ofMinutes(10), false);
    }

    public NodeConfig {
        if (budget.connections() < 1) throw new IllegalArgumentException("at least one connection");
        if (agentVersion.length() > 128) {
            throw new IllegalArgumentException("an agent version of more than 128 characters");
        }
        listen = List.copyOf(listen);
    }

    public NodeConfig withListen(List<Multiaddr> addresses) {
        return new NodeConfig(identity, addresses, agentVersion, budget, swarm, idle, perfForAll);
    }

    public NodeConfig withAgentVersion(String text) {
        return new NodeConfig(identity, listen, text, budget, swarm, idle, perfForAll);
    }

    public NodeConfig withBudget(mote.budget.Limits limits) {
        return new NodeConfig(identity, listen, agentVersion, limits, swarm, idle, perfForAll);
    }

    /// With another number of connections in total, and no fewer than two file descriptors for each.
    public NodeConfig withConnectionsMax(int count) { return withBudget(budget.withConnections(count)); }

    public NodeConfig withSwarm(mote.swarm.Limits limits) {
        return new NodeConfig(identity, listen, agentVersion, budget, limits, idle, perfForAll);
    }

    public NodeConfig withIdle(Duration time) {
        return new NodeConfig(identity, listen, agentVersion, budget, swarm, time, perfForAll);
    }

    public NodeConfig withPerfForAll(boolean served) {
        return new NodeConfig(identity, listen, agentVersion, budget, swarm, idle, served);
    }
}
