package bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import vectors.Json;

/// A client and a server, each a process of its own.
record Pair(Lane lane, Peer client, Peer server) implements AutoCloseable {

    /// @param flags further flags of the server
    static Pair start(Lane lane, String... flags) throws IOException {
        var server = new Peer(lane.server().command(), flags);
        try {
            return new Pair(lane, new Peer(lane.client().command(), "--no-listen"), server);
        } catch (IOException | RuntimeException failed) {
            server.close();
            throw failed;
        }
    }

    /// Has the client run a command that concerns the server.
    ///
    /// @param fields names and values by turns
    Json ask(String command, Object... fields) throws IOException {
        var all = new ArrayList<>(List.of(fields));
        all.addAll(List.of("address", server.address()));
        return client.ask(command, all.toArray());
    }

    /// The processor time of both.
    double cpuSeconds() throws IOException {
        return client.cpuSeconds() + server.cpuSeconds();
    }

    /// What the compilers of JVMs have of it.
    double compilerCpuSeconds() throws IOException {
        return client.compilerCpuSeconds() + server.compilerCpuSeconds();
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
