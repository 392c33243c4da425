package mote.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The module as a whole: what it needs, what it offers, and how much there is to read.
class ModuleTest {

    /// The public API. Whoever adds to it or takes from it does so here too.
    private static final List<String> EXPORTS = List.of("mote.budget", "mote.bytes", "mote.connection", "mote.crypto",
            "mote.io", "mote.multiaddr", "mote.mux", "mote.negotiate", "mote.node", "mote.peer",
            "mote.protocol.identify",
            "mote.protocol.perf", "mote.protocol.ping", "mote.record", "mote.secure", "mote.swarm", "mote.task",
            "mote.transport");

    private static final int LINES_MAX = 5_057;

    /// What a reader reads from bytes to ping.
    private static final List<String> TOUR = List.of("bytes", "task", "budget", "io", "protobuf", "crypto", "peer",
            "multiaddr", "record", "negotiate", "transport", "transport/tcp", "secure", "secure/noise", "mux",
            "mux/yamux", "connection", "protocol", "protocol/ping", "protocol/identify");

    @Test
    void needsOnlyTheBaseOfTheJdk() throws Exception {
        assertEquals(List.of("java.base"), module().requires().stream().map(ModuleDescriptor.Requires::name).toList());
    }

    @Test
    void exportsThePublicApiAndNoMore() throws Exception {
        assertEquals(EXPORTS, module().exports().stream().map(ModuleDescriptor.Exports::source).sorted().toList());
    }

    /// The goal is 5,000 lines, which are read in an afternoon. Until then the number may only sink.
    @Test
    void readsFromBytesToPingInNoMoreLinesThanBefore() throws IOException {
        int lines = 0;
        for (String name : TOUR) {
            lines += lines(Path.of("src/mote", name));
        }
        System.out.println("from bytes to ping: " + lines + " lines without blanks and comments");
        assertTrue(lines > 500 && lines <= LINES_MAX, lines + " lines");
    }

    @Test
    void countsLinesOfCodeOnly() {
        assertEquals(3, lines("""
                /// A class.
                class A {

                    // Why.
                    int a; // What.
                }
                """));
    }

    private static ModuleDescriptor module() throws IOException, URISyntaxException {
        try (var in = Files.newInputStream(LayersTest.classes().resolve("module-info.class"))) {
            return ModuleDescriptor.read(in);
        }
    }

    private static int lines(Path folder) throws IOException {
        int lines = 0;
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    lines += lines(Files.readString(file));
                }
            }
        }
        return lines;
    }

    private static int lines(String source) {
        return (int) source.lines().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("//"))
                .count();
    }
}
