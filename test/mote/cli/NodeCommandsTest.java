package mote.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import mote.crypto.Identity;
import mote.multiaddr.Multiaddr;
import mote.node.Node;
import mote.node.NodeConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands that speak to a node, with both sides inside this JVM, over loopback.
class NodeCommandsTest {

    private static final String ANY_PORT = "/ip4/127.0.0.1/tcp/0";
    private static final String STRANGER = "12D3KooWDpJ7As7BWAwRMfu1VU2WCqNjvq387JEYKDBj4kx6nXTN";

    @TempDir
    Path temp;

    private Call run;
    private vectors.Json listening;
    private String address;

    @BeforeEach
    void runs() throws InterruptedException {
        run = Call.start("run", "--listen", ANY_PORT, "--state", temp.toString(), "--json");
        listening = run.json();
        address = listening.at("addresses").list().getFirst().text();
    }

    @AfterEach
    void stops() {
        run.close();
    }

    @Test
    void runSaysFirstWhoItIsAndWhereItListens() {
        assertEquals(List.of("event", "peerId", "addresses", "ms"), listening.keys());
        assertEquals("listening", listening.text("event"));
        assertTrue(address.startsWith("/ip4/127.0.0.1/tcp/"), address);
        assertTrue(address.endsWith("/p2p/" + listening.text("peerId")), address);
        assertTrue(listening.at("ms").number() > 0);
    }

    @Test
    void runTellsOfEveryConnection() throws Exception {
        assertEquals(0, Call.start("ping", address, "-c", "1").code());
        var connected = run.json();
        assertEquals(List.of("event", "peerId", "address", "direction", "transport", "security", "muxer"),
                connected.keys());
        assertEquals("connected", connected.text("event"));
        assertEquals("inbound", connected.text("direction"));
        assertEquals("tcp", connected.text("transport"));
        assertEquals("/noise", connected.text("security"));
        assertEquals("/yamux/1.0.0", connected.text("muxer"));
        assertTrue(connected.text("address").startsWith("/ip4/127.0.0.1/tcp/"), connected.toString());
        var disconnected = run.json();
        assertEquals("disconnected", disconnected.text("event"));
        assertEquals(connected.keys(), disconnected.keys());
        assertEquals(connected.text("peerId"), disconnected.text("peerId"));
    }

    @Test
    void runEndsWithZeroWhenStoppedAndKeepsItsKey() throws InterruptedException {
        run.stop();
        assertEquals(0, run.code());
        assertTrue(run.err().getFirst().startsWith("made a new key: " + temp), run.err().toString());
        try (var again = Call.start("run", "--listen", ANY_PORT, "--state", temp.toString(), "--json")) {
            assertEquals(listening.text("peerId"), again.json().text("peerId"));
            again.stop();
            assertEquals(List.of(), again.err());
        }
    }

    /// Wherever it is when it is asked.
    @Test
    void runEndsWithZeroWhereItIsStoppedBeforeItHasBegun() throws InterruptedException {
        for (int i = 0; i < 20; i++) {
            var call = Call.start("run", "--listen", ANY_PORT, "--state", temp.resolve("" + i).toString());
            for (int j = 0; j < i; j++) {
                Thread.yield();
            }
            call.stop();
            assertEquals(0, call.code());
            assertFalse(String.join("\n", call.err()).contains("mote:"), call.err().toString());
        }
    }

    @Test
    void runIsRefusedStateOfAnother() throws InterruptedException {
        var second = Call.start("run", "--listen", ANY_PORT, "--state", temp.toString(), "--json");
        assertEquals(1, second.code());
        var error = second.json();
        assertEquals("local", error.text("blame"));
        assertTrue(error.text("reason").contains("another node"), error.toString());
    }

    @Test
    void runSaysWhichPortItCannotHave() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String busy = "/ip4/127.0.0.1/tcp/" + taken.getLocalPort();
            var second = Call.start("run", "--listen", busy, "--state", temp.resolve("second").toString(), "--json");
            assertEquals(1, second.code());
            var error = second.json();
            assertEquals("local", error.text("blame"));
            assertTrue(error.text("reason").contains("port " + taken.getLocalPort()), error.toString());
        }
    }

    @Test
    void runIsRefusedAddressOfAnotherPeer() throws Exception {
        var second = Call.start("run", "--listen", ANY_PORT + "/p2p/" + STRANGER, "--state",
                temp.resolve("second").toString(), "--json");
        assertEquals(1, second.code());
        assertTrue(second.json().text("reason").contains("this node is 12D3KooW"));
    }

    @Test
    void runTakesAnotherPortWhereNoneWasAskedFor() throws Exception {
        // Where somebody else has the port already that is as good.
        try (ServerSocket own = taken(4001);
                var second = Call.start("run", "--state", temp.resolve("second").toString(), "--json")) {
            var where = second.json();
            assertFalse(where.at("addresses").list().isEmpty());
            for (var each : where.at("addresses").list()) {
                assertFalse(each.text().contains("/tcp/4001/"), each.text());
                assertFalse(each.text().contains("/tcp/0/"), each.text());
            }
            second.stop();
            assertTrue(second.err().stream().anyMatch(line -> line.contains("port 4001 is in use")),
                    second.err().toString());
            assertTrue(own == null || !own.isClosed());
        }
    }

    @Test
    void pingPrintsEachReplyAndSummary() throws InterruptedException {
        var ping = Call.start("ping", address, "-c", "3", "-i", "1ms", "--json");
        assertEquals(0, ping.code());
        for (int seq = 1; seq <= 3; seq++) {
            var reply = ping.json();
            assertEquals(List.of("event", "seq", "ms"), reply.keys());
            assertEquals("reply", reply.text("event"));
            assertEquals(seq, reply.at("seq").number());
            assertTrue(reply.at("ms").decimal() > 0);
        }
        var summary = ping.json();
        assertEquals(List.of("event", "sent", "received", "minMs", "medianMs", "p99Ms"), summary.keys());
        assertEquals(3, summary.at("sent").number());
        assertEquals(3, summary.at("received").number());
        assertTrue(summary.at("minMs").decimal() <= summary.at("medianMs").decimal());
        assertTrue(summary.at("medianMs").decimal() <= summary.at("p99Ms").decimal());
    }

    @Test
    void pingNeedsNoPeerIdInTheAddress() throws InterruptedException {
        String bare = address.substring(0, address.indexOf("/p2p/"));
        assertEquals(0, Call.start("ping", bare, "-c", "1").code());
    }

    @Test
    void pingPrintsItsSummaryWhenStopped() throws InterruptedException {
        var ping = Call.start("ping", address, "-i", "1h", "--json");
        assertEquals("reply", ping.json().text("event"));
        ping.stop();
        assertEquals(0, ping.code());
        var summary = ping.json();
        assertEquals("summary", summary.text("event"));
        assertEquals(1, summary.at("sent").number());
    }

    @Test
    void pingEndsWithOneWhereSomeAreLost() throws InterruptedException {
        var ping = Call.start("ping", address, "-i", "1ms", "--json");
        assertEquals("reply", ping.json().text("event"));
        run.close();
        String event = "reply";
        while (event.equals("reply")) {
            event = ping.json().text("event");
        }
        assertEquals("error", event);
        ping.stop();
        assertEquals(1, ping.code());
        var summary = vectors.Json.parse(ping.out().getLast());
        assertTrue(summary.at("sent").number() > summary.at("received").number(), summary.toString());
        assertTrue(summary.at("received").number() > 0, summary.toString());
    }

    @Test
    void pingNamesBothPeersWhereTheWrongOneAnswers() throws InterruptedException {
        String bare = address.substring(0, address.indexOf("/p2p/"));
        var ping = Call.start("ping", bare + "/p2p/" + STRANGER, "-c", "1", "--json");
        assertEquals(2, ping.code());
        var error = ping.json();
        assertEquals("peer", error.text("blame"));
        assertTrue(error.text("reason").contains("wrong peer: expected " + STRANGER + ", found "
                + listening.text("peerId")), error.toString());
    }

    @Test
    void pingSaysThatItWasRefused() throws Exception {
        int port;
        try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        var ping = Call.start("ping", "/ip4/127.0.0.1/tcp/" + port, "--json");
        assertEquals(2, ping.code());
        var error = ping.json();
        assertEquals("network", error.text("blame"));
        assertTrue(error.text("reason").contains("refused"), error.toString());
    }

    @Test
    void pingEndsWithTwoWhereItsKeyIsNotThere() throws InterruptedException {
        var ping = Call.start("ping", address, "--key", temp.resolve("none.pem").toString(), "--json");
        assertEquals(2, ping.code());
        assertTrue(ping.json().text("reason").contains("none.pem does not exist"));
    }

    @Test
    void pingSaysThatThereIsNoCommonProtocol() throws Exception {
        try (var stranger = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var ping = Call.start("ping", "/ip4/127.0.0.1/tcp/" + stranger.getLocalPort(), "--json");
            try (Socket socket = stranger.accept()) {
                socket.getOutputStream().write("\u0013/multistream/1.0.0\n\u0003na\n".getBytes(StandardCharsets.UTF_8));
                assertEquals(2, ping.code());
            }
            assertTrue(ping.json().text("reason").contains("no common protocol"));
        }
    }

    @Test
    void identifyPrintsWhatTheNodeSays() throws InterruptedException {
        var identify = Call.start("identify", address, "--json");
        assertEquals(0, identify.code());
        var said = identify.json();
        assertEquals(List.of("peerId", "keyType", "agentVersion", "protocolVersion", "protocols", "addresses",
                "observedAddress", "signedRecord", "transport", "security", "muxer"), said.keys());
        assertEquals(listening.text("peerId"), said.text("peerId"));
        assertEquals("Ed25519", said.text("keyType"));
        assertTrue(said.text("agentVersion").startsWith("mote/"), said.toString());
        assertEquals("ipfs/0.1.0", said.text("protocolVersion"));
        assertEquals("valid", said.text("signedRecord"));
        assertTrue(address.startsWith(said.at("addresses").list().getFirst().text() + "/p2p/"), said.toString());
        assertTrue(said.text("observedAddress").startsWith("/ip4/127.0.0.1/tcp/"), said.toString());
        List<String> protocols = said.at("protocols").list().stream().map(vectors.Json::text).toList();
        assertTrue(protocols.containsAll(List.of("/ipfs/id/1.0.0", "/ipfs/ping/1.0.0")), protocols.toString());
    }

    @Test
    void identifyPrintsNothingThatTerminalObeys() throws Exception {
        var config = NodeConfig.of(Identity.generate(new SecureRandom()))
                .withListen(List.of(Multiaddr.parse(ANY_PORT))).withAgentVersion("evil\u001b[2J\n\u202eforged  line");
        try (Node node = new Node(config)) {
            node.start();
            String at = node.addresses().getFirst().toString();
            var text = Call.start("identify", at);
            assertEquals(0, text.code());
            assertTrue(text.out().contains("agent version     evil\\u001b[2J\\u000a\\u202eforged  line"),
                    text.out().toString());
            var json = Call.start("identify", at, "--json").line();
            assertTrue(json.chars().allMatch(unit -> unit >= ' ' && unit <= '~'), json);
            assertEquals(config.agentVersion(), vectors.Json.parse(json).text("agentVersion"));
        }
    }

    @Test
    void perfMovesWhatWasAskedBothWays() throws InterruptedException {
        var perf = Call.start("perf", address, "--up", "100k", "--down", "1MiB", "--json");
        assertEquals(0, perf.code());
        var result = perf.json();
        assertEquals(List.of("upMiBps", "downMiBps", "upSeconds", "downSeconds"), result.keys());
        assertTrue(result.at("upMiBps").decimal() > 0);
        assertTrue(result.at("downMiBps").decimal() > 0);
        assertEquals(List.of(), perf.err());
    }

    @Test
    void oneShotCommandsUseTheKeyThatTheyAreGiven() throws InterruptedException {
        String file = temp.resolve("mine.pem").toString();
        var key = Call.start("key", "new", file, "--json");
        String mine = key.json().text("peerId");
        assertEquals(0, Call.start("ping", address, "-c", "1", "--key", file).code());
        assertEquals(mine, run.json().text("peerId"));
        assertEquals("disconnected", run.json().text("event"));
        assertEquals(0, Call.start("ping", address, "-c", "1").code());
        assertNotEquals(mine, run.json().text("peerId"));
    }

    /// A port of all interfaces, in both families; null where another program has it.
    private static ServerSocket taken(int port) {
        try {
            return new ServerSocket(port);
        } catch (IOException takenAlready) {
            return null;
        }
    }
}
