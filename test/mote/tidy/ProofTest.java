package mote.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import fuzz.Decoder;
import fuzz.Decoders;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Which tests prove which layer: the contract suites that its implementations pass, the sets of vectors that its tests
/// read, and whether it has decoders, which `fuzz` then runs.
class ProofTest {

    private static final String TABLE = """
            package             contracts                   vectors                                     decoders
            bytes               -                           unsigned-varint,multibase                   yes
            task                -                           -                                           no
            budget              -                           -                                           no
            io                  DuplexContract              -                                           yes
            protobuf            -                           kad-dht                                     yes
            crypto              -                           wycheproof,libp2p-go-keys,libp2p-peer-id    yes
            peer                -                           libp2p-peer-id,multihash                    yes
            multiaddr           -                           multiaddr                                   yes
            record              -                           -                                           yes
            negotiate           DuplexContract              -                                           yes
            transport           -                           -                                           no
            transport.tcp       TransportContract           -                                           no
            transport.memory    TransportContract           -                                           no
            secure              -                           -                                           no
            secure.noise        SecurityContract            noise                                       yes
            mux                 -                           -                                           no
            mux.yamux           MuxerContract               -                                           yes
            connection          -                           -                                           no
            swarm               -                           -                                           no
            protocol.ping       -                           -                                           no
            protocol.identify   -                           -                                           yes
            protocol.perf       -                           -                                           no
            node                -                           -                                           no
            trace               -                           -                                           yes
            cli                 -                           -                                           no
            """;

    /// What implements one of these passes that suite.
    private static final Map<String, String> CONTRACTS = Map.of("Duplex", "DuplexContract", "Link", "DuplexContract",
            "SecureChannel", "DuplexContract", "Stream", "DuplexContract", "Transport", "TransportContract",
            "SecurityProtocol", "SecurityContract", "Muxer", "MuxerContract");

    private record Row(String layer, Set<String> contracts, Set<String> vectors, boolean decoders) {

        static Row of(String line) {
            String[] cells = line.split("\\s+");
            return new Row("mote." + cells[0], cell(cells[1]), cell(cells[2]), cells[3].equals("yes"));
        }

        private static Set<String> cell(String text) {
            return text.equals("-") ? Set.of() : new TreeSet<>(Arrays.asList(text.split(",")));
        }
    }

    @Test
    void everyLayerHasItsTests() throws IOException {
        assertEquals(List.of(), missing(TABLE, Source.all(), Decoders.all().stream().map(Decoder::name).toList()));
    }

    @Test
    void missesWhatIsNotThere() {
        String table = "-\na DuplexContract,MuxerContract multiaddr,noise yes\ngone - - no\n";
        List<Source> sources = List.of(
                Source.of("src/mote/a/Pipe.java", "package mote.a; final class Pipe implements Duplex { }"),
                Source.of("src/mote/a/Net.java", "package mote.a; final class Net implements Transport { }"),
                Source.of("src/mote/b/B.java", "package mote.b; final class B { }"),
                Source.of("test/contract/PipeContract.java",
                        "package contract; abstract class PipeContract extends DuplexContract { }"),
                Source.of("test/mote/a/PipeTest.java",
                        "package mote.a; class PipeTest extends PipeContract { String a = \"noise/all.json\"; }"));
        assertEquals(List.of(
                "mote.a: no test extends MuxerContract",
                "mote.a: no test extends TransportContract",
                "mote.a: no test reads the vectors multiaddr",
                "mote.a: no decoder in fuzz.Decoders",
                "mote.b: not in the table",
                "mote.gone: not in the source"), missing(table, sources, List.of("mote.b.B.decode")));
    }

    @Test
    void missesDecodersThatTheTableDoesNotHave() {
        assertEquals(List.of("mote.a: the table says that it has no decoders"), missing("-\na - - no\n",
                List.of(Source.of("src/mote/a/A.java", "package mote.a; final class A { }")),
                List.of("mote.a.A.decode")));
    }

    private static List<String> missing(String table, List<Source> sources, List<String> decoders) {
        var missing = new ArrayList<String>();
        Map<String, Row> rows = table.lines().skip(1).map(Row::of)
                .collect(Collectors.toMap(Row::layer, row -> row, (first, _) -> first, TreeMap::new));
        Map<String, List<Source>> layers = sources.stream().filter(Source::isProduct)
                .filter(source -> !source.packageName().isEmpty())
                .collect(Collectors.groupingBy(Source::packageName, TreeMap::new, Collectors.toList()));
        layers.forEach((layer, product) -> {
            if (rows.containsKey(layer)) {
                missing.addAll(missing(rows.get(layer), product, sources, decoders));
            } else {
                missing.add(layer + ": not in the table");
            }
        });
        rows.keySet().stream().filter(layer -> !layers.containsKey(layer))
                .forEach(layer -> missing.add(layer + ": not in the source"));
        return missing;
    }

    private static List<String> missing(Row row, List<Source> product, List<Source> sources, List<String> decoders) {
        var missing = new ArrayList<String>();
        List<Source> tests = sources.stream().filter(Source::isTest)
                .filter(source -> source.packageName().equals(row.layer)).toList();
        var wanted = new TreeSet<>(row.contracts);
        classes(product).filter(type -> type.getKind() != Tree.Kind.INTERFACE)
                .flatMap(type -> type.getImplementsClause().stream()).map(Object::toString)
                .filter(CONTRACTS::containsKey).map(CONTRACTS::get).forEach(wanted::add);
        Set<String> passed = classes(tests).flatMap(type -> ancestors(type, sources)).collect(Collectors.toSet());
        wanted.stream().filter(contract -> !passed.contains(contract))
                .forEach(contract -> missing.add(row.layer + ": no test extends " + contract));
        row.vectors.stream().filter(set -> tests.stream().noneMatch(test -> reads(test, set)))
                .forEach(set -> missing.add(row.layer + ": no test reads the vectors " + set));
        boolean listed = decoders.stream().anyMatch(name -> name.matches(row.layer + "\\.[A-Z].*"));
        if (row.decoders && !listed) {
            missing.add(row.layer + ": no decoder in fuzz.Decoders");
        } else if (listed && !row.decoders) {
            missing.add(row.layer + ": the table says that it has no decoders");
        }
        return missing;
    }

    private static Stream<ClassTree> classes(List<Source> sources) {
        return sources.stream().flatMap(source -> source.nodes(ClassTree.class).stream())
                .map(TreePath::getLeaf).map(ClassTree.class::cast);
    }

    /// The names of all classes that `type` extends, as far as they are in `sources`.
    private static Stream<String> ancestors(ClassTree type, List<Source> sources) {
        if (type.getExtendsClause() == null) {
            return Stream.empty();
        }
        String parent = type.getExtendsClause().toString();
        return Stream.concat(Stream.of(parent), classes(sources.stream().filter(Source::isTest).toList())
                .filter(other -> other.getSimpleName().contentEquals(parent))
                .flatMap(other -> ancestors(other, sources)));
    }

    private static boolean reads(Source test, String set) {
        return test.nodes(LiteralTree.class).stream().map(node -> ((LiteralTree) node.getLeaf()).getValue())
                .anyMatch(value -> value instanceof String text && text.startsWith(set + "/"));
    }
}
