package interop;

import static interop.Pair.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import mote.crypto.Identity;
import mote.multiaddr.Multiaddr;
import mote.peer.PeerId;
import vectors.Json;

/// The same by the program `build/mote`: where Mote dials, its command of that name; where the peer dials, `mote run`.
final class CommandLineCells {

    static final List<Cell> ALL = List.of(
            new Cell("command line: ping", CommandLineCells::ping),
            new Cell("command line: identify", CommandLineCells::identify),
            new Cell("command line: perf 16 MiB", CommandLineCells::perf),
            new Cell("command line: wrong expected peer", CommandLineCells::wrongPeer));

    private static final int SIZE = 16 << 20;

    private CommandLineCells() {
    }

    private static void ping(Pair pair) throws Exception {
        if (!pair.moteDials) {
            running(pair, (address, node) -> {
                assertEquals(5, pair.peer.call("ping", "address", address, "count", 5).at("rttsMs").list().size());
                assertEvent(pair, "connected", node.next());
                pair.peer.call("disconnect", "peerId", address.peer().orElseThrow());
                assertEvent(pair, "disconnected", node.next());
            });
            return;
        }
        try (var ping = mote("ping", pair.peer.address.toString(), "-c", "5", "-i", "10ms", "--json")) {
            for (int seq = 1; seq <= 5; seq++) {
                Json reply = ping.next();
                assertEquals("reply", reply.text("event"));
                assertEquals(seq, reply.at("seq").number());
                assertTrue(reply.at("ms").decimal() > 0, reply.toString());
            }
            Json summary = ping.next();
            assertEquals(5, summary.at("sent").number());
            assertEquals(5, summary.at("received").number());
            assertEquals(0, ping.code());
        }
    }

    private static void identify(Pair pair) throws Exception {
        if (!pair.moteDials) {
            running(pair, (address, node) -> {
                Json answer = pair.peer.call("identify", "address", address);
                Said said = Said.printed(answer);
                assertTrue(said.agentVersion().matches("mote/[0-9.]+"), said.agentVersion());
                String dialler = assertEvent(pair, "connected", node.next()).text("address");
                List<String> protocols = Said.PROTOCOLS.stream().filter(id -> !id.startsWith("/mote-test/")).toList();
                assertEquals(new Said(address.peer().orElseThrow().toString(), "ed25519", "ipfs/0.1.0",
                        said.agentVersion(), protocols, List.of(address.withoutPeer().toString()), dialler, "valid"),
                        said);
            });
            return;
        }
        try (var identify = mote("identify", pair.peer.address.toString(), "--json")) {
            Json printed = identify.next();
            Said said = Said.printed(printed);
            assertTrue(said.observedAddress().startsWith("/ip4/127.0.0.1/tcp/"), said.observedAddress());
            assertEquals(Said.ofPeer(pair.peer, pair.language, "ed25519", said.observedAddress()), said);
            assertUpgrade(printed);
            assertEquals(0, identify.code());
        }
    }

    private static void perf(Pair pair) throws Exception {
        if (!pair.moteDials) {
            running(pair, (address, _) -> {
                Json told = pair.peer.call("perf", "address", address, "up", SIZE, "down", SIZE);
                assertEquals(SIZE, Data.Moved.told(told, "sent").bytes());
                assertEquals(Data.zeros(SIZE), Data.Moved.told(told, "received"));
            });
            return;
        }
        try (var perf = mote("perf", pair.peer.address.toString(), "--up", "16MiB", "--down", "16MiB", "--json")) {
            Json printed = perf.next();
            assertTrue(printed.at("upMiBps").decimal() > 0 && printed.at("downMiBps").decimal() > 0,
                    printed.toString());
            assertEquals(0, perf.code());
        }
        Json report = pair.peer.call("perf-report");
        assertEquals(Data.zeros(SIZE), Data.Moved.told(report, "received"));
        assertEquals(SIZE, Data.Moved.told(report, "sent").bytes());
    }

    private static void wrongPeer(Pair pair) throws Exception {
        PeerId wrong = PeerId.of(Identity.generate(new SecureRandom()).publicKey());
        if (!pair.moteDials) {
            running(pair, (address, _) -> {
                Json answer = pair.peer.ask("connect", "address", address.withoutPeer().withPeer(wrong));
                assertFalse(answer.at("ok").bool());
                assertEquals(address.peer().orElseThrow().toString(), answer.text("foundPeerId"));
            });
            return;
        }
        Multiaddr address = pair.peer.address.withoutPeer().withPeer(wrong);
        try (var ping = mote("ping", address.toString(), "-c", "1", "--json")) {
            Json error = ping.next();
            assertEquals("error", error.text("event"));
            assertTrue(error.text("reason").contains("wrong peer: expected " + wrong + ", found " + pair.peer.id),
                    error.toString());
            assertEquals("peer", error.text("blame"));
            assertEquals(2, ping.code());
        }
    }

    @FunctionalInterface
    private interface Work {
        /// @param address where the node listens, with its peer id
        /// @param node prints its events, of which the first is taken
        void with(Multiaddr address, JsonProcess node) throws Exception;
    }

    /// Runs `mote run` while `work` is done, and stops it in order.
    private static void running(Pair pair, Work work) throws Exception {
        Path state = pair.folder.resolve("state");
        try (var node = mote("run", "--listen", "/ip4/127.0.0.1/tcp/0", "--state", state.toString(), "--json")) {
            Json listening = node.next();
            assertEquals("listening", listening.text("event"));
            Multiaddr address = Multiaddr.parse(listening.at("addresses").list().getFirst().text());
            assertEquals(listening.text("peerId"), address.peer().orElseThrow().toString());
            work.with(address, node);
            assertEquals(0, node.stop());
            until("the peer has seen it end", () -> pair.peer.connectionsTo(address.peer().orElseThrow()).isEmpty());
        }
    }

    private static Json assertEvent(Pair pair, String name, Json event) {
        assertEquals(name, event.text("event"));
        assertEquals(pair.peer.id.toString(), event.text("peerId"));
        assertEquals("inbound", event.text("direction"));
        assertUpgrade(event);
        return event;
    }

    private static void assertUpgrade(Json printed) {
        assertEquals("tcp", printed.text("transport"));
        assertEquals("/noise", printed.text("security"));
        assertEquals("/yamux/1.0.0", printed.text("muxer"));
    }

    private static JsonProcess mote(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of("build", "mote").toAbsolutePath().toString()));
        command.addAll(List.of(words));
        return new JsonProcess("mote " + words[0], command);
    }
}
