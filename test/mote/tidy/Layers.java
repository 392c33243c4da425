package mote.tidy;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The table of layers and its rules. Imports point up in this list only: a package may import those of lower layers
/// and, in its own layer, those before it. So there can be no cycle.
final class Layers {

    /// Each row is a layer, bottom first; its packages, under `mote`, are in the order in which they build on each
    /// other.
    private static final List<String> TABLE = List.of(
            "bytes",
            "task budget io protobuf",
            "crypto dns",
            "peer multiaddr",
            "record negotiate tls",
            "transport transport.tcp transport.memory secure secure.noise mux mux.yamux",
            "connection",
            "quic",
            "swarm",
            "protocol protocol.ping protocol.identify protocol.perf",
            "node",
            "trace",
            "cli");

    private static final List<String> PACKAGES = TABLE.stream().flatMap(row -> Arrays.stream(row.split(" "))).toList();

    /// Families of one layer whose members know their parent, and no other member nor another of these families.
    private static final List<String> FAMILIES = List.of("transport", "secure", "mux", "protocol");

    /// They name implementations: the composition root, and what reads the messages of each.
    private static final List<String> NAMING = List.of("node", "trace");

    private static final List<String> FORBIDDEN_NAMES = List.of("util", "common", "impl", "internal");

    /// That package `from` uses package `to`, both without the leading `mote.`.
    record Import(String from, String to) {

        @Override
        public String toString() {
            return from + " -> " + to;
        }
    }

    private Layers() {
    }

    /// What is wrong with packages of these names that import each other so.
    static List<String> violations(Set<String> packages, Set<Import> imports) {
        return Stream.concat(
                packages.stream().flatMap(Layers::violations),
                imports.stream().filter(i -> PACKAGES.contains(i.from) && PACKAGES.contains(i.to))
                        .flatMap(Layers::violations)).toList();
    }

    private static Stream<String> violations(String name) {
        if (Arrays.stream(name.split("\\.")).anyMatch(FORBIDDEN_NAMES::contains)) {
            return Stream.of(name + " says nothing about its job");
        }
        return PACKAGES.contains(name) ? Stream.empty() : Stream.of(name + " is missing from the table of layers");
    }

    private static Stream<String> violations(Import use) {
        String from = family(use.from);
        String to = family(use.to);
        boolean own = from.equals(to);
        if (PACKAGES.indexOf(use.to) > PACKAGES.indexOf(use.from)) {
            return Stream.of(use + ": imports point down");
        }
        if (own && !use.to.equals(to)) {
            return Stream.of(use + ": a sub-package imports its parent, never a sibling");
        }
        if (!own && layer(from) == layer(to) && FAMILIES.contains(from) && FAMILIES.contains(to)) {
            return Stream.of(use + ": " + from + " and " + to + " do not know each other");
        }
        if (!own && !use.to.equals(to) && !NAMING.contains(from) && !to.equals("protocol")) {
            return Stream.of(use + ": only node and trace name implementations");
        }
        return Stream.empty();
    }

    private static String family(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    private static int layer(String name) {
        for (int layer = 0; layer < TABLE.size(); layer++) {
            if (List.of(TABLE.get(layer).split(" ")).contains(name)) {
                return layer;
            }
        }
        throw new IllegalArgumentException(name);
    }
}
