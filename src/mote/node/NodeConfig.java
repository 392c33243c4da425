package mote.node;

import module java.base;
import mote.crypto.*;
import mote.multiaddr.*;

/// How a node is to be. Made with [#of] and changed with the methods whose names begin with `with`.
///
/// @param identity the key that the node proves itself with
/// @param listen where to listen; none is fine for a node that only dials
/// @param agentVersion what identify tells others that this is
/// @param connectionsMax connections in total
/// @param idle a connection with no stream for so long is closed
/// @param perfForAll whether `/perf/1.0.0` serves peers on other hosts too
public record NodeConfig(Identity identity, List<Multiaddr> listen, String agentVersion, int connectionsMax,
        Duration idle, boolean perfForAll) {

    /// The defaults, with `identity`: no listening address, 256 connections, closed after 10 idle minutes.
    public static NodeConfig of(Identity identity) {
        return new NodeConfig(identity, List.of(), "mote/" + Version.text(), 256, Duration.ofMinutes(10), false);
    }

    public NodeConfig {
        if (connectionsMax < 1) throw new IllegalArgumentException("at least one connection: " + connectionsMax);
        if (agentVersion.length() > 128) {
            throw new IllegalArgumentException("an agent version of more than 128 characters");
        }
        listen = List.copyOf(listen);
    }

    public NodeConfig withListen(List<Multiaddr> addresses) {
        return new NodeConfig(identity, addresses, agentVersion, connectionsMax, idle, perfForAll);
    }

    public NodeConfig withAgentVersion(String text) {
        return new NodeConfig(identity, listen, text, connectionsMax, idle, perfForAll);
    }

    public NodeConfig withConnectionsMax(int count) {
        return new NodeConfig(identity, listen, agentVersion, count, idle, perfForAll);
    }

    public NodeConfig withIdle(Duration time) {
        return new NodeConfig(identity, listen, agentVersion, connectionsMax, time, perfForAll);
    }

    public NodeConfig withPerfForAll(boolean served) {
        return new NodeConfig(identity, listen, agentVersion, connectionsMax, idle, served);
    }
}
