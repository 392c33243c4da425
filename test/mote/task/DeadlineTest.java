package mote.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import contract.Background;
import contract.ManualClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import mote.bytes.P2pException;
import mote.io.MemoryPipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
final class DeadlineTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualClock clock = new ManualClock();
    private final MemoryPipe pipe = MemoryPipe.create();

    @Test
    void returnsWhatEndsInTime() throws IOException {
        assertEquals("done", Deadline.within(clock, SECOND, "work", pipe.left(), () -> "done"));
        clock.advance(SECOND);
        assertTrue(pipe.left().isOpen());
        assertEquals(0, clock.timers());
    }

    @Test
    void closesTheChannelWhenTimeIsOver() throws Exception {
        Background reader = Background.run(() -> {
            var late = assertThrows(TimedOutException.class, () -> Deadline.within(clock, SECOND, "the handshake",
                    pipe.left(), () -> pipe.left().read(ByteBuffer.allocate(1))));
            assertEquals("the handshake timed out after 1000 ms", late.getMessage());
            assertEquals(P2pException.Blame.NETWORK, late.blame());
            assertInstanceOf(ClosedChannelException.class, late.getCause());
        });
        reader.awaitBlocked();
        clock.advance(SECOND.minusNanos(1));
        assertTrue(pipe.left().isOpen());
        clock.advance(Duration.ofNanos(1));
        reader.join();
        assertFalse(pipe.left().isOpen());
    }

    @Test
    void limitsTheTotalAndNotTheSilence() throws Exception {
        Background reader = Background.run(() -> assertThrows(TimedOutException.class, () -> Deadline.within(clock,
                SECOND, "a slow drip", pipe.left(), () -> {
                    pipe.left().readFully(ByteBuffer.allocate(100));
                    return null;
                })));
        for (int i = 0; i < 10; i++) {
            reader.awaitBlocked();
            pipe.right().write(ByteBuffer.allocate(1));
            clock.advance(SECOND.dividedBy(10));
        }
        reader.join();
    }

    @Test
    void returnsNoValueWithAChannelThatItClosed() {
        var late = assertThrows(TimedOutException.class, () -> Deadline.within(clock, SECOND, "work", pipe.left(),
                () -> {
                    clock.advance(SECOND);
                    return "too late";
                }));
        assertEquals(null, late.getCause());
        assertFalse(pipe.left().isOpen());
    }

    @Test
    void passesOnWhatFailsInTime() {
        var failure = new IOException("as it happens");
        assertSame(failure, assertThrows(IOException.class, () -> Deadline.within(clock, SECOND, "work", pipe.left(),
                () -> {
                    throw failure;
                })));
        clock.advance(SECOND);
        assertTrue(pipe.left().isOpen(), "closing it is for who handles the failure");
        assertEquals(0, clock.timers());
    }

    @Test
    void closesNothingAfterADefect() {
        assertThrows(IllegalStateException.class, () -> Deadline.within(clock, SECOND, "work", pipe.left(), () -> {
            throw new IllegalStateException();
        }));
        clock.advance(SECOND);
        assertTrue(pipe.left().isOpen());
    }

    @Test
    void theShorterOfTwoDecides() {
        for (boolean innerIsShorter : new boolean[] {true, false}) {
            Duration outer = SECOND.multipliedBy(innerIsShorter ? 3 : 1);
            Duration inner = SECOND.multipliedBy(innerIsShorter ? 1 : 3);
            MemoryPipe fresh = MemoryPipe.create();
            var late = assertThrows(TimedOutException.class, () -> Deadline.within(clock, outer, "outer", fresh.left(),
                    () -> Deadline.within(clock, inner, "inner", fresh.left(), () -> {
                        clock.advance(SECOND);
                        return fresh.left().read(ByteBuffer.allocate(1));
                    })));
            assertEquals((innerIsShorter ? "inner" : "outer") + " timed out after 1000 ms", late.getMessage());
            assertEquals(0, clock.timers());
        }
    }

    /// A thousand races between the work's end and the deadline: a value always comes with an open channel, a time-out
    /// always with a closed one.
    @Test
    void exactlyOneOfBothHappens() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            MemoryPipe fresh = MemoryPipe.create();
            Background timer = Background.run(() -> clock.advance(SECOND));
            boolean inTime;
            try {
                Deadline.within(clock, SECOND, "work", fresh.left(), () -> "value");
                inTime = true;
            } catch (TimedOutException _) {
                inTime = false;
            }
            timer.join();
            clock.advance(SECOND);
            assertEquals(inTime, fresh.left().isOpen());
        }
    }
}
