package mote.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mote.bytes.Bytes;
import mote.multiaddr.Multiaddr;
import mote.trace.Relay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `--trace`, with a host between the two sides that keeps what crosses.
@Timeout(60)
class TracingTest {

    @TempDir
    Path temp;

    @Test
    void printsEveryByteOfTheSocketInHexOnBothSides() throws Exception {
        try (Call run = run("--json")) {
            vectors.Json listening = run.json();
            assertEquals("listening", listening.text("event"));
            try (Relay relay = new Relay(address(listening))) {
                Call ping = Call.start("ping", relay.address().toString(), "-c", "2", "-i", "1ms", "--trace", "--json");
                List<vectors.Json> dialer = ping.out().stream().map(vectors.Json::parse).toList();
                Bytes toListener = relay.toListener();
                Bytes toDialer = relay.toDialer();
                run.stop();
                List<vectors.Json> listener = run.out().stream().map(vectors.Json::parse).toList();

                assertTrue(toListener.length() > 500 && toDialer.length() > 500);
                assertEquals(toListener, onLink(dialer, "out"));
                assertEquals(toDialer, onLink(dialer, "in"));
                assertEquals(toListener, onLink(listener, "in"));
                assertEquals(toDialer, onLink(listener, "out"));
                assertEquals(2, dialer.stream().filter(line -> line.text("event").equals("reply")).count());
                assertEquals(2, messages(dialer, "pong"));
                assertEquals(2, messages(listener, "pong"));
            }
        }
    }

    @Test
    void tellsPeopleWhatCrosses() throws Exception {
        try (Call run = run()) {
            String line = run.line();
            while (!line.startsWith("  /ip4/")) {
                line = run.line();
            }
            String text = String.join("\n", Call.start("ping", line.strip(), "-c", "1", "--trace").out());
            for (String part : List.of("--> TCP connection established", "--> multistream-select proposal: /noise",
                    "--> Noise handshake message 1: e, 34 bytes", "<-- Noise handshake message 2: e, ee, s, es",
                    "yamux Data: SYN, stream 1", "[ping: the same 32 bytes]", "reply 1: ")) {
                assertTrue(text.replaceAll(" +", " ").contains(part), part + " in:\n" + text);
            }
            assertFalse(text.contains("\u001b"), "no colours where nobody watches");
        }
    }

    @Test
    void helpSaysThatItShowsTheContentOfConnections() throws Exception {
        for (String command : List.of("run", "ping")) {
            assertTrue(Call.start("help", command).out().stream().anyMatch(line -> line.contains("--trace")
                    && line.contains("the content of the connections")), command);
        }
    }

    private Call run(String... more) {
        var words = new ArrayList<>(List.of("run", "--listen", "/ip4/127.0.0.1/tcp/0", "--state",
                temp.toString(), "--trace"));
        words.addAll(List.of(more));
        return Call.start(words.toArray(String[]::new));
    }

    private static Multiaddr address(vectors.Json listening) throws Exception {
        return Multiaddr.parse(listening.at("addresses").list().getFirst().text());
    }

    private static Bytes onLink(List<vectors.Json> lines, String direction) {
        var hex = new StringBuilder();
        for (vectors.Json line : lines) {
            if (line.text("event").equals("message") && line.text("pipe").equals("link")
                    && line.text("direction").equals(direction)) {
                assertEquals(line.at("bytes").number(), line.text("hex").length() / 2);
                hex.append(line.text("hex"));
            }
        }
        return Bytes.ofHex(hex.toString());
    }

    private static long messages(List<vectors.Json> lines, String name) {
        return lines.stream().filter(line -> line.text("event").equals("message") && line.text("message").equals(name))
                .count();
    }
}
