package mote.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import mote.trace.Kind;
import mote.trace.Layer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The demonstration, which is where a reader begins.
@Timeout(60)
class DemoTest {

    /// Between two nodes that understand each other at once, these do not come.
    private static final Set<Kind> UNSEEN = EnumSet.of(Kind.MULTISTREAM_NA, Kind.YAMUX_PING, Kind.DATA);

    @Test
    void introducesEachLayerOnceInTheOrderInWhichItIsMet() throws InterruptedException {
        List<String> lines = demo();
        var headings = new ArrayList<String>();
        lines.stream().filter(line -> line.startsWith("== ")).forEach(headings::add);
        assertEquals(List.of("A ping, from the first byte to the last", "TCP", "multistream-select", "Noise", "yamux",
                "identify", "ping", "What it took"),
                headings.stream().map(line -> line.replaceAll("^== | =+$|:.*", "")).toList());
        for (Layer layer : Layer.values()) {
            if (layer != Layer.APPLICATION) assertTrue(lines.contains("Specification: " + layer.link()), layer.title());
        }
    }

    @Test
    void explainsEachKindOfMessageOnce() throws InterruptedException {
        String text = String.join(" ", demo()).replaceAll("\\s+", " ");
        for (Kind kind : Kind.values()) {
            int parts = text.split(Pattern.quote(kind.reason())).length;
            if (!UNSEEN.contains(kind)) assertEquals(2, parts, kind.name());
        }
    }

    @Test
    void fitsOnScreenAndEndsEachLineWithText() throws InterruptedException {
        for (String line : demo()) {
            assertTrue(line.length() <= 120, line);
            assertEquals(line.stripTrailing(), line);
        }
    }

    @Test
    void addsUpToEveryByteOfTheSocket() throws InterruptedException {
        List<vectors.Json> lines = demo("--json").stream().map(vectors.Json::parse).toList();
        assertEquals("demo", lines.getFirst().text("event"));
        vectors.Json summary = lines.getLast();
        assertEquals("summary", summary.text("event"));
        for (String direction : List.of("out", "in")) {
            vectors.Json counts = summary.at(direction.equals("out") ? "sent" : "received");
            long all = counts.at("all").number();
            long purposes = counts.keys().stream().mapToLong(key -> counts.at(key).number()).sum() - all;
            assertEquals(all, purposes, counts.toString());
            assertEquals(64, counts.at("ping").number());
            assertEquals(all, lines.stream().filter(line -> line.text("event").equals("message")
                    && line.text("pipe").equals("link") && line.text("direction").equals(direction))
                    .mapToLong(line -> line.at("bytes").number()).sum());
        }
    }

    private static List<String> demo(String... more) throws InterruptedException {
        var words = new ArrayList<>(List.of("demo"));
        words.addAll(List.of(more));
        var call = Call.start(words.toArray(String[]::new));
        assertEquals(Command.DONE, call.code());
        assertEquals(List.of(), call.err());
        return call.out();
    }
}
