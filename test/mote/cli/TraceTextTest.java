package mote.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import mote.bytes.Bytes;
import mote.cli.Styled.Style;
import mote.io.Tap;
import mote.trace.Field;
import mote.trace.Kind;
import mote.trace.Message;
import mote.trace.Pipe;
import org.junit.jupiter.api.Test;

class TraceTextTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final TraceText text = new TraceText(new Shell(new PrintStream(out, true, StandardCharsets.UTF_8),
            System.err, Map.of(), new Stop(Thread.currentThread()), false), 4);

    @Test
    void explainsTheFirstOfItsKindAndShowsTheNextOnOneLine() {
        text.accept(data(1, "hello"));
        String first = out.toString(StandardCharsets.UTF_8);
        out.reset();
        text.accept(data(1, "again"));
        assertTrue(first.contains("A piece of one stream."), first);
        assertEquals(List.of("1.500 --> yamux Data: again, 6 bytes [yamux, framing: type 0x0]",
                "0102 0203..(6) length 2"), out.toString(StandardCharsets.UTF_8).lines()
                .map(line -> line.strip().replaceAll(" +", " ")).toList());
    }

    @Test
    void tellsConnectionsApartOnceThereIsMoreThanOne() {
        text.accept(data(1, "one"));
        assertFalse(out.toString(StandardCharsets.UTF_8).contains("#1"));
        text.accept(data(2, "two"));
        text.accept(data(1, "one"));
        String both = out.toString(StandardCharsets.UTF_8);
        assertTrue(both.contains("#2 yamux Data: two") && both.contains("#1 yamux Data: one"), both);
    }

    @Test
    void makesTextOfPeersHarmless() {
        text.accept(data(1, "\u001b[2Jgone"));
        assertFalse(out.toString(StandardCharsets.UTF_8).contains("\u001b"));
        var line = new Styled(true).add(Style.OUT, "\u001b[2Jgone\n");
        assertEquals("\u001b[36m\\u001b[2Jgone\\u000a\u001b[0m", line.toString());
    }

    @Test
    void isPlainWhereColoursAreNotWanted() {
        assertTrue(Styled.isWanted(Map.of()));
        assertTrue(Styled.isWanted(Map.of("NO_COLOR", "", "TERM", "xterm")));
        assertFalse(Styled.isWanted(Map.of("NO_COLOR", "1")));
        assertFalse(Styled.isWanted(Map.of("TERM", "dumb")));
        assertEquals("plain", new Styled(false).add(Style.IN, "plain").toString());
    }

    private static Message data(int connection, String detail) {
        return new Message(connection, Duration.ofNanos(1_500_000), Tap.Direction.OUT, Kind.YAMUX_DATA, Pipe.CHANNEL,
                0, detail, Bytes.ofHex("010203040506"), List.of(
                        new Field("length", Bytes.ofHex("0102"), List.of("2"), false, "a note"),
                        new Field("rest", Bytes.ofHex("020304050607"), List.of("020304050607"), false, "")));
    }
}
