package mote.transport.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import contract.Background;
import contract.ManualClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import mote.bytes.P2pException;
import mote.bytes.P2pException.Blame;
import mote.multiaddr.Multiaddr;
import mote.task.TimedOutException;
import mote.transport.Link;
import mote.transport.Listener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class MemoryNetworkTest {

    private static final Duration MS = Duration.ofMillis(1);
    private static final Quality SLOW = new Quality(MS.multipliedBy(50), Duration.ZERO, Long.MAX_VALUE);

    private ManualClock clock = new ManualClock();
    private MemoryNetwork network = network(SLOW, 1);

    @Test
    void aDialCostsOneRoundTripAndAcceptHalfOfOneMore() throws Exception {
        try (Listener listener = listen()) {
            Started<Link> dial = start(() -> dial(listener));
            Started<Link> accept = start(listener::accept);
            // The time of the first step, and the limit of the dial.
            moveTo(50, 2);
            moveTo(100, 2);
            assertEquals("/memory/149152", dial.get().localAddress().toString());
            assertFalse(accept.isDone());
            moveTo(150, 1);
            assertEquals(dial.get().localAddress(), accept.get().remoteAddress());
            assertEquals(0, clock.timers());
        }
    }

    @Test
    void aRefusalCostsOneRoundTripToo() throws Exception {
        Started<Link> dial = start(() -> network.transport(1).dial(address("/memory/200001")));
        moveTo(50, 2);
        moveTo(100, 2);
        var refused = assertThrows(Exception.class, dial::get).getCause();
        assertEquals("/memory/200001 refused the connection", refused.getMessage());
        assertEquals(Blame.NETWORK, ((P2pException) refused).blame());
    }

    @Test
    void bytesArriveAfterTheDelayInBothDirections() throws Exception {
        var ends = new Ends();
        network.quality(2, 1, new Quality(MS.multipliedBy(7), Duration.ZERO, Long.MAX_VALUE));
        long begin = ms();
        ends.left.write(ByteBuffer.allocate(1));
        assertEquals(begin + 50, arrival(ends.right));
        ends.right.write(ByteBuffer.allocate(1));
        assertEquals(begin + 57, arrival(ends.left));
        ends.right.closeWrite();
        assertEquals(begin + 64, arrival(ends.left), "the end takes as long");
    }

    @Test
    void bandwidthSpreadsBytesOverTime() throws Exception {
        // 16 KiB a millisecond.
        network = network(new Quality(MS.multipliedBy(10), Duration.ZERO, 16_384_000), 1);
        var ends = new Ends();
        long begin = ms();
        ends.left.write(ByteBuffer.allocate(64 << 10));
        for (int piece = 1; piece <= 4; piece++) {
            assertEquals(begin + 10 + piece, arrival(ends.right, 16 << 10));
        }
        ends.left.write(ByteBuffer.allocate(16 << 10));
        assertEquals(begin + 14 + 11, arrival(ends.right, 16 << 10), "an idle line starts anew");
    }

    @Test
    void aFullWindowHoldsTheWriterUntilTheReaderReads() throws Exception {
        var ends = new Ends();
        int count = Limits.DEFAULT.windowBytes() + 1;
        Started<Integer> writer = start(() -> ends.left.write(ByteBuffer.allocate(count)));
        writer.awaitWaiting();
        arrival(ends.right);
        assertEquals(count, writer.get());
    }

    @Test
    void jitterVariesTheDelayAndKeepsTheOrder() throws Exception {
        List<Long> trace = trace(1);
        assertEquals(trace, trace(1), "the same seed gives the same network");
        assertNotEquals(trace, trace(2));
        List<Long> sorted = new ArrayList<>(trace);
        Collections.sort(sorted);
        assertEquals(sorted, trace);
        assertTrue(trace.stream().distinct().count() > 5, trace.toString());
        assertTrue(trace.getFirst() >= 50_000_000 && trace.getLast() <= 89_000_000 + 20_000_000, trace.toString());
    }

    @Test
    void whatIsCutOffArrivesOnceTheWayIsMended() throws Exception {
        var ends = new Ends();
        network.cut(1, 2);
        ends.left.write(ByteBuffer.wrap(new byte[] {1}));
        ends.left.closeWrite();
        ends.right.write(ByteBuffer.wrap(new byte[] {2}));
        long begin = ms();
        assertEquals(begin + 50, arrival(ends.left), "the other direction goes on");
        Started<Integer> reader = start(() -> ends.right.read(ByteBuffer.allocate(9)));
        clock.advance(Duration.ofHours(1));
        reader.awaitWaiting();
        assertFalse(reader.isDone());
        network.mend(1, 2);
        assertEquals(1, reader.get());
        assertEquals(-1, ends.right.read(ByteBuffer.allocate(1)));
    }

    @Test
    void aDialOverACutWayWaitsAndTimesOut() throws Exception {
        try (Listener listener = listen()) {
            for (boolean there : new boolean[] {true, false}) {
                network.cut(there ? 1 : 2, there ? 2 : 1);
                Started<Link> dial = start(() -> dial(listener));
                dial.awaitWaiting();
                clock.advance(Limits.DEFAULT.dial());
                assertEquals(TimedOutException.class, assertThrows(Exception.class, dial::get).getCause().getClass());
                network.mend(there ? 1 : 2, there ? 2 : 1);
            }
            assertEquals(0, clock.timers());
        }
        assertTrue(network.links().isEmpty());
    }

    @Test
    void aDialOverAMendedWaySucceeds() throws Exception {
        try (Listener listener = listen()) {
            network.cut(1, 2);
            Started<Link> dial = start(() -> dial(listener));
            dial.awaitWaiting();
            clock.advance(Duration.ofSeconds(1));
            network.mend(1, 2);
            moveTo(1_050, 2);
            assertTrue(dial.get().isOpen());
        }
    }

    @Test
    void aResetFailsBothEndsAtOnce() throws Exception {
        var ends = new Ends();
        var others = new Ends();
        Started<Integer> reader = start(() -> ends.right.read(ByteBuffer.allocate(1)));
        Started<Integer> writer = start(() -> {
            while (true) {
                ends.left.write(ByteBuffer.allocate(1 << 20));
            }
        });
        reader.awaitWaiting();
        writer.awaitWaiting();
        network.reset(2, 3);
        assertFalse(reader.isDone(), "that was between others");
        network.reset(2, 1);
        for (Started<Integer> task : List.of(reader, writer)) {
            var failure = assertThrows(Exception.class, task::get).getCause();
            assertEquals("the connection was reset", failure.getMessage());
            assertEquals(Blame.NETWORK, ((P2pException) failure).blame());
        }
        assertThrows(P2pException.class, () -> others.left.write(ByteBuffer.allocate(1)));
        assertTrue(ends.left.isOpen(), "closing is left to its owner");
    }

    @Test
    void aWriterLearnsOfACloseAfterTheDelay() throws Exception {
        var ends = new Ends();
        ends.right.close();
        ends.left.write(ByteBuffer.allocate(1));
        clock.advance(MS.multipliedBy(50));
        var failure = assertThrows(P2pException.class, () -> ends.left.write(ByteBuffer.allocate(1)));
        assertEquals("the other side closed the connection", failure.getMessage());
    }

    @Test
    void aFullBacklogRefuses() throws Exception {
        network = network(Quality.PERFECT, 1);
        try (Listener listener = listen()) {
            for (int i = 0; i < Limits.DEFAULT.backlog(); i++) {
                dial(listener);
            }
            assertThrows(P2pException.class, () -> dial(listener));
            listener.accept();
            dial(listener);
        }
    }

    @Test
    void hostsListenOnTheirOwnAddressesOnly() {
        var refused = assertThrows(P2pException.class, () -> network.transport(1).listen(address("/memory/200001")));
        assertEquals("/memory/200001 is not an address of host 1", refused.getMessage());
        assertEquals(Blame.LOCAL, refused.blame());
        assertFalse(network.transport(1).handles(address("/memory/65536")), "no port of any host");
    }

    /// Times at which bytes arrive that are sent a millisecond apart.
    private List<Long> trace(long seed) throws Exception {
        network = network(new Quality(MS.multipliedBy(50), MS.multipliedBy(20), Long.MAX_VALUE), seed);
        var ends = new Ends();
        long begin = clock.nanos();
        for (int i = 0; i < 40; i++) {
            ends.left.write(ByteBuffer.allocate(1));
            clock.advance(MS);
        }
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Started<Integer> read = start(() -> ends.right.read(ByteBuffer.allocate(1)));
            settle(read);
            times.add(clock.nanos() - begin);
        }
        return times;
    }

    private MemoryNetwork network(Quality quality, long seed) {
        clock = new ManualClock();
        return new MemoryNetwork(clock, new Random(seed), quality, Limits.DEFAULT);
    }

    private Listener listen() throws IOException {
        return network.transport(2).listen(address("/memory/0"));
    }

    private Link dial(Listener listener) throws IOException {
        return network.transport(1).dial(listener.addresses().getFirst());
    }

    private static Multiaddr address(String text) {
        try {
            return Multiaddr.parse(text);
        } catch (P2pException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private long ms() {
        return clock.nanos() / 1_000_000;
    }

    /// The millisecond at which `count` bytes have come.
    private long arrival(Link link, int count) throws Exception {
        settle(start(() -> {
            link.readFully(ByteBuffer.allocate(count));
            return null;
        }));
        return ms();
    }

    /// The millisecond at which the next byte comes, or the end.
    private long arrival(Link link) throws Exception {
        settle(start(() -> link.read(ByteBuffer.allocate(1))));
        return ms();
    }

    /// Moves the clock from timer to timer until `task` is done.
    private void settle(FutureTask<?> task) throws Exception {
        Background.until(() -> {
            if (!task.isDone() && clock.timers() > 0) {
                clock.advanceToNext();
            }
            return task.isDone();
        });
        task.get();
    }

    /// Once so many timers wait, runs the next one, which is due at that millisecond.
    private void moveTo(long ms, int timers) {
        awaitTimers(timers);
        clock.advanceToNext();
        assertEquals(ms, ms());
    }

    private void awaitTimers(int count) {
        Background.until(() -> clock.timers() >= count);
    }

    private static <T> Started<T> start(Callable<T> task) {
        var started = new Started<>(task);
        started.thread.start();
        return started;
    }

    /// A task on a virtual thread of its own.
    private static final class Started<T> extends FutureTask<T> {

        private final Thread thread = Thread.ofVirtual().unstarted(this);

        Started(Callable<T> task) {
            super(task);
        }

        void awaitWaiting() {
            Background.until(() -> thread.getState() == Thread.State.WAITING);
        }
    }

    /// A link between hosts 1 and 2.
    private final class Ends {

        private final Link left;
        private final Link right;

        Ends() throws Exception {
            try (Listener listener = listen()) {
                Started<Link> dial = start(() -> dial(listener));
                for (int step = 0; step < 2; step++) {
                    awaitTimers(2);
                    clock.advanceToNext();
                }
                left = dial.get();
                Started<Link> accept = start(listener::accept);
                settle(accept);
                right = accept.get();
            }
        }
    }
}
