package interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import mote.multiaddr.Multiaddr;
import mote.peer.PeerId;
import vectors.Json;

/// A running test peer. Its commands and answers are those of `test/interop/README.md`.
final class Peer implements AutoCloseable {

    final PeerId id;
    /// Where it listens, with its peer id.
    final Multiaddr address;

    private final JsonProcess process;
    private boolean servesPushed;

    private Peer(JsonProcess process) throws IOException, InterruptedException {
        this.process = process;
        Json first = process.next();
        id = PeerId.parse(first.text("peerId"));
        address = Multiaddr.parse(first.at("addresses").list().getFirst().text());
    }

    static Peer start(Language language, List<String> flags) throws IOException, InterruptedException {
        var process = process(language, flags);
        try {
            return new Peer(process);
        } catch (IOException | InterruptedException | AssertionError failed) {
            process.close();
            throw failed;
        }
    }

    /// The test peer's process, of which nothing is known yet.
    static JsonProcess process(Language language, List<String> flags) throws IOException {
        List<String> command = new ArrayList<>(List.of(language.program()));
        command.addAll(flags);
        return new JsonProcess(language.toString(), command);
    }

    /// Has it run a command, which must succeed, and returns the answer.
    ///
    /// @param fields names and values by turns
    Json call(String command, Object... fields) throws IOException, InterruptedException {
        Json answer = ask(command, fields);
        assertTrue(answer.at("ok").bool(), () -> command + " failed: " + answer);
        return answer;
    }

    /// Has it run a command, which may fail, and returns the answer.
    Json ask(String command, Object... fields) throws IOException, InterruptedException {
        var line = new StringBuilder("{\"cmd\":\"" + command + "\"");
        for (int i = 0; i < fields.length; i += 2) {
            Object value = fields[i + 1] instanceof Number ? fields[i + 1] : "\"" + fields[i + 1] + "\"";
            line.append(",\"").append(fields[i]).append("\":").append(value);
        }
        process.send(line + "}");
        Json answer = process.next();
        assertEquals(command, answer.text("cmd"));
        return answer;
    }

    /// Has it serve [Served#PUSHED] too, and push identify.
    void push() throws IOException, InterruptedException {
        assertEquals(Served.PUSHED.text(), call("push").text("protocol"));
        servesPushed = true;
    }

    /// What it serves, sorted.
    List<String> protocols() {
        List<String> served = new ArrayList<>(Said.PROTOCOLS);
        if (servesPushed) {
            served.add(Served.PUSHED.text());
        }
        return served.stream().sorted().toList();
    }

    /// Its connections to `remote`.
    List<Json> connectionsTo(PeerId remote) throws IOException, InterruptedException {
        return call("connections").at("connections").list().stream()
                .filter(connection -> connection.text("peerId").equals(remote.toString())).toList();
    }

    /// What it has printed so far that is no answer.
    List<String> errors() {
        return process.errors();
    }

    /// Ends it in order.
    void end() throws IOException, InterruptedException {
        assertEquals(0, process.end());
    }

    @Override
    public void close() {
        process.close();
    }
}
