package contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import mote.budget.OverBudgetException;
import mote.budget.Resource;
import mote.bytes.P2pException;
import mote.mux.Stream;
import mote.mux.StreamResetException;
import org.junit.jupiter.api.Test;

/// What every [mote.mux.Muxer] does, and every connection that arrives with streams of its own. A test class of an
/// implementation extends this and says how two connected sessions are made. After each test both sessions are closed,
/// and both budgets must be zero.
public abstract class MuxerContract extends MuxerFixture {

    // ---- opening and accepting

    @Test
    void opensStreamsFromBothSides() throws IOException {
        Stream first = dialer.open();
        Stream second = listener.open();
        assertNotEquals(first.id(), second.id());
        write(first, "from the dialer");
        write(second, "from the listener");
        Stream firstAccepted = listener.accept();
        Stream secondAccepted = dialer.accept();
        assertFalse(first.isInbound());
        assertTrue(firstAccepted.isInbound());
        assertEquals(first.id(), firstAccepted.id());
        assertEquals(second.id(), secondAccepted.id());
        assertEquals("from the dialer", read(firstAccepted, 15));
        assertEquals("from the listener", read(secondAccepted, 17));
        assertEquals(2, dialer.streams());
        assertEquals(2, listener.streams());
    }

    @Test
    void acceptsStreamsInTheOrderInWhichTheyBegin() throws IOException {
        for (int i = 0; i < 3; i++) {
            write(dialer.open(), "stream " + i);
        }
        for (int i = 0; i < 3; i++) {
            assertEquals("stream " + i, read(listener.accept(), 8));
        }
    }

    @Test
    void announcesAStreamThatEndsUnused() throws IOException {
        dialer.open().closeWrite();
        assertEquals(-1, listener.accept().read(ByteBuffer.allocate(1)));
    }

    @Test
    void forgetsAStreamWhenBothHalvesHaveEnded() throws IOException {
        Pair pair = stream();
        pair.opened().closeWrite();
        assertEquals(-1, pair.accepted().read(ByteBuffer.allocate(1)));
        pair.accepted().closeWrite();
        assertEquals(-1, pair.opened().read(ByteBuffer.allocate(1)));
        awaitNoStreams(dialer);
        awaitNoStreams(listener);
    }

    @Test
    void opensMoreStreamsInTurnThanAtOnce() throws IOException {
        for (int i = 0; i < 3 * opensUnaccepted(); i++) {
            Pair pair = stream();
            pair.accepted().close();
            assertEquals(-1, pair.opened().read(ByteBuffer.allocate(1)));
            pair.opened().close();
        }
    }

    @Test
    void openBlocksWhileTheOtherSideDoesNotAccept() throws Exception {
        var opened = new AtomicInteger();
        Background opener = Background.run(() -> {
            for (int i = 0; i <= opensUnaccepted(); i++) {
                write(dialer.open(), "!");
                opened.incrementAndGet();
            }
        });
        while (opened.get() < opensUnaccepted() && !Thread.currentThread().isInterrupted()) {
            Thread.yield();
        }
        opener.awaitBlocked();
        assertEquals(opensUnaccepted(), opened.get());
        Stream accepted = listener.accept();
        read(accepted, 1);
        accepted.close();
        accepted.reset(0);
        opener.join();
    }

    @Test
    void openFailsBeyondTheOwnLimit() throws IOException {
        var streams = new ArrayList<Stream>();
        var own = dialerBudget.reserve(Resource.STREAMS_OUT, LIMITS.streamsOut() - 2);
        try {
            streams.add(dialer.open());
            streams.add(dialer.open());
            assertThrows(OverBudgetException.class, dialer::open);
            streams.getFirst().reset(0);
            streams.add(dialer.open());
        } finally {
            own.close();
        }
    }

    @Test
    void neverHoldsMoreStreamsThanTheOtherSideAllows() throws Exception {
        var others = listenerBudget.reserve(Resource.STREAMS_IN, LIMITS.streamsIn() - 2);
        Background opener = Background.run(() -> {
            try {
                for (int i = 0; i < 5; i++) {
                    write(dialer.open(), "!");
                }
            } catch (IOException ended) {
                assertFalse(dialer.isOpen(), "only the end of the session may fail an open or a first write");
            }
        });
        Stream first = listener.accept();
        Stream second = listener.accept();
        assertEquals("!", read(first, 1));
        assertEquals("!", read(second, 1));
        listener.ping();
        assertEquals(2, listener.streams());
        dialer.close();
        opener.join();
        others.close();
    }

    @Test
    void movesAThousandStreamsAtOnce() throws Exception {
        int count = 1_000;
        Background echo = Background.run(() -> {
            for (int i = 0; i < count; i++) {
                Stream stream = listener.accept();
                Background.run(() -> {
                    echo(stream);
                    stream.close();
                });
            }
        });
        var clients = new ArrayList<Background>();
        for (int i = 0; i < count; i++) {
            byte[] message = random(i, 1 + i * 7 % 5_000);
            clients.add(Background.run(() -> {
                Stream stream = dialer.open();
                stream.write(ByteBuffer.wrap(message));
                stream.closeWrite();
                assertArrayEquals(message, readAll(stream, message.length));
                stream.close();
            }));
        }
        joinAll(clients);
        echo.join();
        awaitNoStreams(dialer);
        awaitNoStreams(listener);
    }

    // ---- flow control

    @Test
    void aReaderThatDoesNotReadBlocksItsWriterAndNobodyElse() throws Exception {
        Pair stuck = stream();
        Pair other = stream();
        byte[] large = random(3, 32 << 20);
        Background writer = Background.run(() -> {
            stuck.opened().write(ByteBuffer.wrap(large));
            stuck.opened().closeWrite();
        });
        writer.awaitBlocked();
        byte[] message = random(4, 1 << 20);
        Background second = Background.run(() -> other.opened().write(ByteBuffer.wrap(message)));
        assertArrayEquals(message, readAll(other.accepted(), message.length));
        second.join();
        write(stuck.accepted(), "the other way");
        assertEquals("the other way", read(stuck.opened(), 13));
        Stream third = dialer.open();
        write(third, "a third");
        assertEquals("a third", read(listener.accept(), 7));
        writer.awaitBlocked();
        assertArrayEquals(large, readAll(stuck.accepted(), large.length));
        assertEquals(-1, stuck.accepted().read(ByteBuffer.allocate(1)));
        writer.join();
    }

    @Test
    void manyBulkStreamsShareTheSession() throws Exception {
        var tasks = new ArrayList<Background>();
        for (int i = 0; i < 8; i++) {
            Pair pair = stream();
            byte[] up = random(2 * i, 2 << 20);
            byte[] down = random(2 * i + 1, 1 << 20);
            tasks.add(Background.run(() -> pair.opened().write(ByteBuffer.wrap(up))));
            tasks.add(Background.run(() -> pair.accepted().write(ByteBuffer.wrap(down))));
            tasks.add(Background.run(() -> assertArrayEquals(up, readAll(pair.accepted(), up.length))));
            tasks.add(Background.run(() -> assertArrayEquals(down, readAll(pair.opened(), down.length))));
        }
        joinAll(tasks);
    }

    // ---- ending one stream

    @Test
    void deliversAllThatWasWrittenBeforeClose() throws Exception {
        Pair pair = stream();
        byte[] message = random(5, 4 << 20);
        Background writer = Background.run(() -> {
            pair.opened().write(ByteBuffer.wrap(message));
            pair.opened().close();
        });
        assertArrayEquals(message, readAll(pair.accepted(), message.length));
        assertEquals(-1, pair.accepted().read(ByteBuffer.allocate(1)));
        writer.join();
    }

    @Test
    void closeOfTheOtherSideReleasesAWriterThatNobodyReads() throws Exception {
        Pair pair = stream();
        Background writer = Background.run(() ->
                assertEquals(P2pException.Blame.PEER, resetOf(() -> writeForever(pair.opened())).blame()));
        writer.awaitBlocked();
        pair.accepted().close();
        writer.join();
    }

    @Test
    void resetFailsBothSidesAndWakesThem() throws Exception {
        Pair pair = stream();
        Background reader = Background.run(() -> assertResetByPeer(
                resetOf(() -> pair.opened().read(ByteBuffer.allocate(1))), 7));
        Background writer = Background.run(() -> assertResetByPeer(resetOf(() -> writeForever(pair.opened())), 7));
        reader.awaitBlocked();
        writer.awaitBlocked();
        pair.accepted().reset(7);
        pair.accepted().reset(8);
        reader.join();
        writer.join();
        assertEquals(P2pException.Blame.LOCAL, resetOf(() -> write(pair.accepted(), "x")).blame());
        assertThrows(IOException.class, () -> pair.accepted().read(ByteBuffer.allocate(1)));
        assertFalse(pair.opened().isOpen());
        assertFalse(pair.accepted().isOpen());
        assertTrue(dialer.isOpen());
        awaitNoStreams(dialer);
        awaitNoStreams(listener);
    }

    @Test
    void ownResetWakesItsBlockedReaderAndWriter() throws Exception {
        Pair pair = stream();
        Background reader = Background.run(() -> resetOf(() -> pair.opened().read(ByteBuffer.allocate(1))));
        Background writer = Background.run(() -> resetOf(() -> writeForever(pair.opened())));
        reader.awaitBlocked();
        writer.awaitBlocked();
        pair.opened().reset(0);
        reader.join();
        writer.join();
        assertFalse(pair.opened().isOpen());
    }

    @Test
    void whatArrivedBeforeAnEndIsReadableAfterAReset() throws IOException {
        Pair pair = stream();
        write(pair.opened(), "complete");
        pair.opened().closeWrite();
        listener.ping();
        dialer.ping();
        pair.opened().reset(1);
        dialer.ping();
        assertEquals("complete", read(pair.accepted(), 8));
        assertEquals(-1, pair.accepted().read(ByteBuffer.allocate(1)));
    }

    @Test
    void stopReadingDiscardsAndLeavesTheWritingHalf() throws Exception {
        Pair pair = stream();
        write(pair.opened(), "unread");
        pair.accepted().stopReading(9);
        Background writer = Background.run(() -> {
            try {
                pair.opened().write(ByteBuffer.allocate(20 << 20));
            } catch (StreamResetException stopped) {
                assertTrue(carriesCodes());
                assertEquals(9, stopped.code());
            }
        });
        assertThrows(IOException.class, () -> pair.accepted().read(ByteBuffer.allocate(1)));
        write(pair.accepted(), "still talking");
        assertEquals("still talking", read(pair.opened(), 13));
        writer.join();
    }

    // ---- the session

    @Test
    void measuresARoundTrip() throws IOException {
        assertTrue(dialer.ping().isPositive());
        assertTrue(listener.ping().isPositive());
    }

    @Test
    void orderlyCloseEndsAcceptOnBothSides() throws Exception {
        Background ownAccept = Background.run(() -> assertNull(dialer.accept()));
        Background othersAccept = Background.run(() -> assertNull(listener.accept()));
        ownAccept.awaitBlocked();
        othersAccept.awaitBlocked();
        dialer.close();
        dialer.close();
        ownAccept.join();
        othersAccept.join();
        assertThrows(IOException.class, dialer::open);
        assertThrows(IOException.class, listener::open);
        assertThrows(IOException.class, dialer::ping);
    }

    @Test
    void deliversEndedStreamsBeforeAnOrderlyClose() throws IOException {
        Pair pair = stream();
        write(pair.opened(), "last words");
        pair.opened().closeWrite();
        pair.accepted().closeWrite();
        assertEquals(-1, pair.opened().read(ByteBuffer.allocate(1)));
        dialer.close();
        assertEquals("last words", read(pair.accepted(), 10));
        assertEquals(-1, pair.accepted().read(ByteBuffer.allocate(1)));
        assertNull(listener.accept());
    }

    @Test
    void closeWakesAllThatBlocksOnIt() throws Exception {
        Pair pair = stream();
        var blocked = List.of(
                Background.run(() -> assertNull(dialer.accept())),
                Background.run(() -> assertThrows(IOException.class, () -> pair.opened().read(ByteBuffer.allocate(1)))),
                Background.run(() -> assertThrows(IOException.class, () -> writeForever(pair.opened()))),
                Background.run(() -> assertThrows(IOException.class, this::openForever)));
        blocked.forEach(Background::awaitBlocked);
        dialer.close();
        joinAll(blocked);
    }

    @Test
    void failureReachesEveryStreamAndEveryCall() throws Exception {
        Pair pair = stream();
        Pair idle = stream();
        var blocked = List.of(
                Background.run(() -> assertFailure(() -> dialer.accept())),
                Background.run(() -> assertFailure(() -> listener.accept())),
                Background.run(() -> assertFailure(() -> idle.opened().read(ByteBuffer.allocate(1)))),
                Background.run(() -> assertFailure(() -> writeForever(pair.accepted()))));
        blocked.forEach(Background::awaitBlocked);
        cut();
        joinAll(blocked);
        assertFailure(() -> dialer.open());
        assertFailure(() -> dialer.ping());
        assertFailure(() -> idle.opened().read(ByteBuffer.allocate(1)));
        assertFailure(() -> write(idle.opened(), "x"));
        assertFailure(() -> idle.accepted().read(ByteBuffer.allocate(1)));
        assertFalse(dialer.isOpen());
        assertFalse(listener.isOpen());
    }

    @Test
    void interruptWakesWhoWaitsAndLeavesTheSession() throws Exception {
        Background accept = Background.run(() -> assertThrows(IOException.class, () -> dialer.accept()));
        Background open = Background.run(() -> assertThrows(IOException.class, this::openForever));
        accept.awaitBlocked();
        open.awaitBlocked();
        accept.interrupt();
        open.interrupt();
        accept.join();
        open.join();
        assertTrue(dialer.isOpen());
        dialer.ping();
    }
}
