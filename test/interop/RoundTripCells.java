package interop;

import static interop.Pair.until;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import mote.crypto.Identity;
import mote.multiaddr.Multiaddr;
import mote.node.Node;
import mote.node.NodeConfig;
import mote.protocol.ping.Ping;

/// How many times bytes have to go there and back, counted where that takes 100 ms.
final class RoundTripCells {

    static final List<Cell> ALL = List.of(
            new Cell("first ping reply through 100 ms", RoundTripCells::firstPing));

    private static final int ROUND_TRIP_MILLIS = 100;

    /// Work takes time, too: more where a class is used for the first time or the machine is busy. What the fewest
    /// round trips were is what has to be.
    private static final int TRIES = 5;

    private RoundTripCells() {
    }

    private static void firstPing(Pair pair) throws Exception {
        if (pair.moteDials) {
            pingByMote(pair);
        } else {
            pingByPeer(pair);
        }
    }

    /// From the dial to the reply, with TCP's handshake answered by the relay.
    private static void pingByMote(Pair pair) throws Exception {
        try (var relay = new Relay(ROUND_TRIP_MILLIS, port(pair.peer.address))) {
            Multiaddr address = address(relay).withPeer(pair.peer.id);
            assertEquals(2, fewest(() -> {
                try (Node dialler = new Node(NodeConfig.of(Identity.generate(new SecureRandom())))) {
                    dialler.start();
                    long began = System.nanoTime();
                    try (Ping.Pinger pinger = dialler.ping().open(dialler.dial(address))) {
                        pinger.ping();
                    }
                    return (System.nanoTime() - began) / 1e6;
                }
            }));
        }
    }

    /// How the peer dials is its own matter; a ping is one.
    private static void pingByPeer(Pair pair) throws Exception {
        try (var relay = new Relay(ROUND_TRIP_MILLIS, port(pair.moteAddress()));
                Peer dialler = Peer.start(pair.language, List.of())) {
            Multiaddr address = address(relay).withPeer(pair.mote.id());
            assertEquals(1, fewest(() -> dialler.call("ping", "address", address, "count", 1).at("rttsMs").list()
                    .getFirst().decimal()));
            dialler.end();
        }
        until("Mote has no connection through the relay", () -> pair.mote.swarm().connections().stream()
                .allMatch(connection -> connection.peer().equals(pair.peer.id)));
    }

    private interface Measured {
        double millis() throws Exception;
    }

    /// The fewest whole round trips that fit into one of some tries.
    private static int fewest(Measured measured) throws Exception {
        double least = Double.MAX_VALUE;
        for (int i = 0; i < TRIES; i++) {
            least = Math.min(least, measured.millis());
        }
        return (int) (least / ROUND_TRIP_MILLIS);
    }

    private static int port(Multiaddr address) {
        return address.withoutPeer().components().getLast().port();
    }

    private static Multiaddr address(Relay relay) throws IOException {
        return Multiaddr.parse("/ip4/127.0.0.1/tcp/" + relay.port());
    }
}
