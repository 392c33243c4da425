package interop;

import static interop.Pair.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import mote.budget.Resource;
import mote.connection.Connection;
import mote.crypto.Identity;
import mote.multiaddr.Multiaddr;
import mote.mux.yamux.Yamux;
import mote.node.TwoNodes;
import mote.peer.PeerId;
import mote.protocol.identify.Identify;
import mote.secure.WrongPeerException;
import vectors.Json;

/// Connections, and what the two ends know of each other.
final class ConnectionCells {

    static final List<Cell> ALL = List.of(
            new Cell("connect", ConnectionCells::connect),
            new Cell("early muxer selection", ConnectionCells::earlyMuxer),
            new Cell("identify: what Mote learns", ConnectionCells::identifyPeer),
            new Cell("identify: what the peer learns", ConnectionCells::identifyMote),
            new Cell("identify push by Mote", ConnectionCells::pushByMote),
            new Cell("identify push by the peer", ConnectionCells::pushByPeer),
            new Cell("wrong expected peer refused", ConnectionCells::wrongPeer),
            new Cell("Ed25519 peer", pair -> key(pair, "ed25519")),
            new Cell("RSA peer", pair -> key(pair, "rsa")),
            new Cell("ECDSA peer", ConnectionCells::ecdsa),
            new Cell("secp256k1 peer", pair -> key(pair, "secp256k1")));

    /// The last row: it ends the pair.
    static final Cell NOTHING_LEFT = new Cell("nothing left on either side", ConnectionCells::nothingLeft);

    private ConnectionCells() {
    }

    private static void connect(Pair pair) throws Exception {
        Connection connection = pair.connect();
        Json seen = seen(pair);
        assertEquals(pair.peer.id, connection.peer());
        assertEquals(pair.moteDials ? "inbound" : "outbound", seen.text("direction"));
        assertEquals(connection.localAddress().toString(), withoutPeer(seen.text("remoteAddress")));
        if (!seen.at("localAddress").isNull()) {
            assertEquals(connection.remoteAddress().toString(), withoutPeer(seen.text("localAddress")));
        }
        Multiaddr listening = pair.moteDials ? pair.peer.address : pair.moteAddress();
        assertEquals(listening.withoutPeer(),
                pair.moteDials ? connection.remoteAddress() : connection.localAddress());
        assertEquals("/noise", connection.security().text());
        assertEquals("/noise", seen.text("security"));
        assertEquals("/yamux/1.0.0", connection.muxer().text());
        assertEquals("/yamux/1.0.0", seen.text("muxer"));
    }

    private static void earlyMuxer(Pair pair) throws Exception {
        pair.connect();
        boolean early = pair.language.has(Language.Trait.AGREES_ON_MUXER_EARLY);
        var expected = early ? Map.of(pair.peer.id, new Yamux().id()) : Map.of();
        assertEquals(expected, pair.world.earlyMuxers);
        assertEquals(early, seen(pair).at("earlyMuxer").bool());
    }

    private static void identifyPeer(Pair pair) throws Exception {
        Connection connection = pair.connect();
        Said known = Said.byMote(connection, pair.mote.identify().ask(connection));
        assertEquals(Said.ofPeer(pair.peer, pair.language, "ed25519", connection.localAddress().toString()), known);
    }

    private static void identifyMote(Pair pair) throws Exception {
        Connection connection = pair.connect();
        assertEquals(mote(pair, connection), Said.printed(pair.peer.call("identify", "peerId", pair.mote.id())));
    }

    private static void pushByMote(Pair pair) throws Exception {
        Connection connection = pair.connect();
        until("Mote knows that the peer takes pushes", () -> connection.speaks(Identify.PUSH));
        assertFalse(peerKnowsOfPushed(pair));
        var pushed = pair.served.pushed();
        pair.mote.handle(pushed);
        until("the peer knows what was pushed", () -> peerKnowsOfPushed(pair));
        pair.mote.remove(pushed);
        until("the peer knows that it is gone", () -> !peerKnowsOfPushed(pair));
        // All else was pushed with it, and is as it was.
        identifyMote(pair);
    }

    private static boolean peerKnowsOfPushed(Pair pair) throws Exception {
        Json known = pair.peer.call("identify", "peerId", pair.mote.id());
        return Said.printed(known).protocols().contains(Served.PUSHED.text());
    }

    private static void pushByPeer(Pair pair) throws Exception {
        Connection connection = pair.connect();
        pair.mote.identify().ask(connection);
        assertFalse(connection.speaks(Served.PUSHED));
        pair.peer.push();
        until("Mote knows what was pushed", () -> connection.speaks(Served.PUSHED));
        DataCells.echo(connection.open(Served.PUSHED));
    }

    /// The side that dials says who was found instead. The side that is dialled sees a link that became no connection,
    /// or one that did not last.
    private static void wrongPeer(Pair pair) throws Exception {
        PeerId wrong = PeerId.of(Identity.generate(new SecureRandom()).publicKey());
        if (pair.moteDials) {
            var refused = assertThrows(WrongPeerException.class,
                    () -> pair.mote.dial(pair.peer.address.withoutPeer().withPeer(wrong)));
            assertEquals("wrong peer: expected " + wrong + ", found " + pair.peer.id, refused.getMessage());
            if (pair.language.has(Language.Trait.PRINTS_REFUSALS)) {
                until("the peer tells of the refusal", () -> pair.peer.errors().stream()
                        .anyMatch(line -> line.startsWith("peer: connection from /ip4/127.0.0.1/tcp/")));
            }
        } else {
            pair.ended.clear();
            pair.refusals.clear();
            Json answer = pair.peer.ask("connect", "address", pair.moteAddress().withoutPeer().withPeer(wrong));
            assertFalse(answer.at("ok").bool());
            assertTrue(answer.at("wrongPeer").bool());
            assertEquals(pair.mote.id().toString(), answer.text("foundPeerId"));
            if (pair.language.has(Language.Trait.LOOKS_WHO_IS_THERE_LATE)) {
                Connection brief = pair.ended.poll(10, TimeUnit.SECONDS);
                assertNotNull(brief, "Mote had no connection that ended");
                assertEquals(pair.peer.id, brief.peer());
            } else {
                IOException reason = pair.refusals.poll(10, TimeUnit.SECONDS);
                assertNotNull(reason, "Mote tells of no refusal");
                boolean inOrder = pair.language.has(Language.Trait.ENDS_REFUSED_LINKS_IN_ORDER);
                assertEquals(inOrder ? "the other side ended in the middle of a message" : "Connection reset",
                        reason.getMessage());
            }
        }
        assertEquals(Optional.empty(), pair.mote.swarm().connection(wrong));
        until("the peer has no such connection", () -> pair.peer.connectionsTo(wrong).isEmpty());
    }

    private static void key(Pair pair, String type) throws Exception {
        try (Peer peer = pair.peerWithKey(type)) {
            Connection connection = pair.connect(peer);
            assertTrue(peer.id.matches(connection.peerKey()));
            Said known = Said.byMote(connection, pair.mote.identify().ask(connection));
            assertEquals(Said.ofPeer(peer, pair.language, type, connection.localAddress().toString()), known);
            assertEquals(mote(pair, connection), Said.printed(peer.call("identify", "peerId", pair.mote.id())));
            DataCells.pingOnce(pair, connection);
            assertEquals(1, peer.call("ping", "peerId", pair.mote.id(), "count", 1).at("rttsMs").list().size());
            connection.close();
            until("the peer has no connection left", () -> peer.connectionsTo(pair.mote.id()).isEmpty());
            peer.end();
        }
    }

    /// Where the library takes no such key, the cell holds that it says so: a peer that did start would go unnoticed.
    private static void ecdsa(Pair pair) throws Exception {
        if (!pair.language.has(Language.Trait.REFUSES_ECDSA)) {
            key(pair, "ecdsa");
            return;
        }
        try (var process = Peer.process(pair.language, List.of("--key-type", "ecdsa"))) {
            assertEquals(1, process.code());
            until("the peer says why", () -> process.errors().equals(List.of(pair.language.refusal())));
        }
        pair.refused = true;
    }

    private static void nothingLeft(Pair pair) throws Exception {
        Connection connection = pair.connect();
        if (pair.moteDials) {
            connection.close();
        } else {
            assertEquals(1, pair.peer.call("disconnect", "peerId", pair.mote.id()).at("closed").number());
        }
        until("Mote has no connection", () -> pair.mote.swarm().connections().isEmpty());
        until("the peer has no connection", () -> pair.peer.call("stats").at("connections").number() == 0);
        boolean reset = !pair.moteDials && pair.language.has(Language.Trait.ENDS_BY_RESET);
        assertEquals(reset ? Optional.of("Connection reset") : Optional.empty(),
                connection.failure().map(Exception::getMessage));
        // For the socket that listens, and for the next that it accepts.
        String held = "2 " + Resource.DESCRIPTORS + "; ";
        until("Mote holds " + held + "not " + TwoNodes.held(pair.mote), () -> TwoNodes.held(pair.mote).equals(held));
        pair.mote.close();
        assertEquals("", TwoNodes.held(pair.mote));
        pair.peer.end();
    }

    /// What is true of Mote.
    private static Said mote(Pair pair, Connection connection) {
        return new Said(pair.mote.id().toString(), "ed25519", "ipfs/0.1.0", Pair.AGENT_VERSION, Said.PROTOCOLS,
                List.of(pair.moteAddress().withoutPeer().toString()), connection.remoteAddress().toString(), "valid");
    }

    private static Json seen(Pair pair) throws Exception {
        List<Json> connections = pair.peer.connectionsTo(pair.mote.id());
        assertEquals(1, connections.size());
        return connections.getFirst();
    }

    private static String withoutPeer(String address) throws IOException {
        return Multiaddr.parse(address).withoutPeer().toString();
    }
}
