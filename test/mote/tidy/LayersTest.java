package mote.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mote.bytes.Bytes;
import mote.tidy.Layers.Import;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The imports of the compiled module, as jdeps sees them, keep to [Layers].
class LayersTest {

    private static Set<String> packages;
    private static Set<Import> imports;

    @BeforeAll
    static void reads() throws Exception {
        packages = packages();
        imports = imports();
    }

    @Test
    void importsPointDown() {
        assertEquals(List.of(), Layers.violations(packages, imports));
    }

    @Test
    void seesImportsThatAreThere() {
        assertTrue(imports.contains(new Import("budget", "bytes")), imports.toString());
        assertTrue(packages.containsAll(List.of("bytes", "task", "transport.tcp")), packages.toString());
    }

    @Test
    void refusesPackageThatIsNotInTheTable() {
        assertEquals(List.of("gossip is missing from the table of layers"),
                Layers.violations(Set.of("gossip"), Set.of()));
        assertEquals(List.of("mux.mplex is missing from the table of layers"),
                Layers.violations(Set.of("mux.mplex"), Set.of()));
    }

    @Test
    void refusesPackageNamesThatSayNothing() {
        for (String name : List.of("util", "common", "mux.impl", "internal.mux")) {
            assertEquals(List.of(name + " says nothing about its job"), Layers.violations(Set.of(name), Set.of()));
        }
    }

    @Test
    void refusesImportsThatPointUp() {
        refuses("bytes", "task", "imports point down");
        refuses("task", "budget", "imports point down");
        refuses("transport", "transport.tcp", "imports point down");
        refuses("swarm", "node", "imports point down");
    }

    @Test
    void refusesAnyCycle() {
        assertEquals(1, Layers.violations(Set.of(),
                Set.of(new Import("peer", "multiaddr"), new Import("multiaddr", "peer"))).size());
    }

    @Test
    void refusesImportsOfSiblings() {
        refuses("protocol.perf", "protocol.ping", "a sub-package imports its parent, never a sibling");
        refuses("transport.memory", "transport.tcp", "a sub-package imports its parent, never a sibling");
    }

    @Test
    void refusesFamiliesThatKnowEachOther() {
        refuses("mux", "secure", "mux and secure do not know each other");
        refuses("mux.yamux", "transport", "mux and transport do not know each other");
        refuses("secure.noise", "transport.tcp", "secure and transport do not know each other");
    }

    @Test
    void refusesNamesOfImplementationsOutsideNode() {
        refuses("connection", "mux.yamux", "only node and trace name implementations");
        refuses("cli", "secure.noise", "only node and trace name implementations");
    }

    @Test
    void allowsWhatTheTableAllows() {
        for (Import use : List.of(new Import("io", "task"), new Import("mux.yamux", "mux"),
                new Import("secure.noise", "crypto"), new Import("node", "mux.yamux"), new Import("trace", "mux.yamux"),
                new Import("cli", "protocol.ping"))) {
            assertEquals(List.of(), Layers.violations(Set.of(), Set.of(use)));
        }
    }

    private static void refuses(String from, String to, String reason) {
        var use = new Import(from, to);
        assertEquals(List.of(use + ": " + reason), Layers.violations(Set.of(), Set.of(use)));
    }

    /// The folder of the compiled module.
    static Path classes() throws URISyntaxException {
        return Path.of(Bytes.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static Set<String> packages() throws IOException, URISyntaxException {
        Path root = classes().resolve("mote");
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .map(file -> root.relativize(file.getParent()).toString().replace('/', '.'))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Set<Import> imports() throws URISyntaxException {
        var out = new StringWriter();
        int code = ToolProvider.findFirst("jdeps").orElseThrow().run(new PrintWriter(out), new PrintWriter(out),
                "-verbose:package", "--module-path", classes().toString(), "-m", "mote");
        assertEquals(0, code, out.toString());
        return out.toString().lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(words -> words.length == 4 && words[0].startsWith("mote.") && words[2].startsWith("mote."))
                .map(words -> new Import(words[0].substring("mote.".length()), words[2].substring("mote.".length())))
                .collect(Collectors.toCollection(() -> new TreeSet<>(Comparator.comparing(Import::toString))));
    }
}
