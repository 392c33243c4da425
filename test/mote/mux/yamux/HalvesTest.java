package mote.mux.yamux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import mote.mux.yamux.Halves.Event;
import mote.mux.yamux.Halves.Read;
import mote.mux.yamux.Halves.Write;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class HalvesTest {

    /// Read half, event, read half after it.
    private static final List<List<Object>> READS = List.of(
            List.of(Read.OPEN, Event.PEER_FIN, Read.ENDED),
            List.of(Read.OPEN, Event.CLOSE_WRITE, Read.OPEN),
            List.of(Read.OPEN, Event.STOP_READING, Read.STOPPED),
            List.of(Read.OPEN, Event.RESET, Read.RESET),
            List.of(Read.ENDED, Event.PEER_FIN, Read.ENDED),
            List.of(Read.ENDED, Event.CLOSE_WRITE, Read.ENDED),
            List.of(Read.ENDED, Event.STOP_READING, Read.STOPPED),
            List.of(Read.ENDED, Event.RESET, Read.ENDED),
            List.of(Read.STOPPED, Event.PEER_FIN, Read.STOPPED),
            List.of(Read.STOPPED, Event.CLOSE_WRITE, Read.STOPPED),
            List.of(Read.STOPPED, Event.STOP_READING, Read.STOPPED),
            List.of(Read.STOPPED, Event.RESET, Read.STOPPED),
            List.of(Read.RESET, Event.PEER_FIN, Read.RESET),
            List.of(Read.RESET, Event.CLOSE_WRITE, Read.RESET),
            List.of(Read.RESET, Event.STOP_READING, Read.RESET),
            List.of(Read.RESET, Event.RESET, Read.RESET));

    /// Write half, event, write half after it.
    private static final List<List<Object>> WRITES = List.of(
            List.of(Write.OPEN, Event.PEER_FIN, Write.OPEN),
            List.of(Write.OPEN, Event.CLOSE_WRITE, Write.ENDED),
            List.of(Write.OPEN, Event.STOP_READING, Write.OPEN),
            List.of(Write.OPEN, Event.RESET, Write.RESET),
            List.of(Write.ENDED, Event.PEER_FIN, Write.ENDED),
            List.of(Write.ENDED, Event.CLOSE_WRITE, Write.ENDED),
            List.of(Write.ENDED, Event.STOP_READING, Write.ENDED),
            List.of(Write.ENDED, Event.RESET, Write.ENDED),
            List.of(Write.RESET, Event.PEER_FIN, Write.RESET),
            List.of(Write.RESET, Event.CLOSE_WRITE, Write.RESET),
            List.of(Write.RESET, Event.STOP_READING, Write.RESET),
            List.of(Write.RESET, Event.RESET, Write.RESET));

    @Test
    void everyStateGoesToTheRightOneAtEveryEvent() {
        var walked = new ArrayList<List<Object>>();
        for (List<Object> read : READS) {
            for (List<Object> write : WRITES) {
                if (read.get(1) == write.get(1)) {
                    var before = new Halves((Read) read.get(0), (Write) write.get(0));
                    var after = new Halves((Read) read.get(2), (Write) write.get(2));
                    assertEquals(after, before.after((Event) read.get(1)), before + " at " + read.get(1));
                    walked.add(List.of(before, read.get(1)));
                }
            }
        }
        assertEquals(Read.values().length * Write.values().length * Event.values().length,
                walked.stream().distinct().count());
    }

    @ParameterizedTest
    @EnumSource(Event.class)
    void noStateIsLeftAgain(Event event) {
        for (Read read : Read.values()) {
            for (Write write : Write.values()) {
                Halves once = new Halves(read, write).after(event);
                assertEquals(once, once.after(event));
                assertTrue(!new Halves(read, write).isDone() || once.isDone());
            }
        }
    }
}
