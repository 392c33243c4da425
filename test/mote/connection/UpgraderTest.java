package mote.connection;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import contract.ManualClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import mote.budget.Budget;
import mote.bytes.P2pException;
import mote.crypto.Identity;
import mote.mux.Stream;
import mote.mux.yamux.Yamux;
import mote.negotiate.NoCommonProtocolException;
import mote.negotiate.ProtocolId;
import mote.peer.PeerId;
import mote.secure.WrongPeerException;
import mote.secure.noise.Noise;
import mote.task.Clock;
import mote.task.Scope;
import mote.task.TimedOutException;
import mote.transport.PipeLink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class UpgraderTest {

    private final SecureRandom random = new SecureRandom();
    private final Identity alice = Identity.generate(random);
    private final Identity bob = Identity.generate(random);
    private final Budget budget = new Budget("test", mote.budget.Limits.NODE);
    private final LinkedBlockingQueue<Object> answered = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Boolean> heard = new LinkedBlockingQueue<>();
    private Scope scope;
    private PipeLink dialled;
    private PipeLink accepted;

    @BeforeEach
    void connectLinks() throws P2pException {
        scope = new Scope("test", Thread.ofVirtual().factory(), Clock.system());
        PipeLink[] ends = PipeLink.pair();
        dialled = ends[0];
        accepted = ends[1];
    }

    @AfterEach
    void holdsNothingInTheEnd() {
        scope.close();
        assertTrue(budget.isZero());
    }

    @Test
    void makesAConnectionOfALinkOnBothSides() throws Exception {
        answer(upgrader(bob), scope);

        Connection connection = upgrader(alice).dialled(dialled, Optional.of(PeerId.of(bob.publicKey())), letIn(),
                scope);

        assertEquals(PeerId.of(bob.publicKey()), connection.peer());
        assertEquals(Direction.OUTBOUND, connection.direction());
        assertEquals("/memory/2", connection.remoteAddress().toString());
        Connection other = assertInstanceOf(Connection.class, answered.take());
        assertEquals(PeerId.of(alice.publicKey()), other.peer());
        assertEquals(Direction.INBOUND, other.direction());
        assertEquals(true, heard.take());
        connection.close();
        other.close();
    }

    @Test
    void opensAStreamToAHandler() throws Exception {
        answer(upgrader(bob), scope);
        Connection connection = upgrader(alice).dialled(dialled, Optional.empty(), letIn(), scope);
        Connection other = assertInstanceOf(Connection.class, answered.take());
        var handlers = new Handlers();
        handlers.add(new Echo());
        connection.start(new Handlers(), _ -> { });
        other.start(handlers, _ -> { });

        Stream stream = connection.open(Echo.ID);
        stream.write(ByteBuffer.wrap(new byte[] {42}));
        ByteBuffer reply = ByteBuffer.allocate(1);
        stream.readFully(reply);

        assertEquals(42, reply.get(0));
        stream.close();
        connection.close();
        other.close();
    }

    @Test
    void closesTheLinkWhereAnotherPeerIsThere() throws Exception {
        answer(upgrader(bob), scope);

        assertThrows(WrongPeerException.class, () -> upgrader(alice).dialled(dialled,
                Optional.of(PeerId.of(alice.publicKey())), letIn(), scope));

        assertFalse(dialled.isOpen());
        assertInstanceOf(IOException.class, answered.take());
    }

    @Test
    void closesTheLinkWhereThereIsNoCommonSecurity() throws Exception {
        answer(new Upgrader(List.of(), List.of(new Yamux()), new LinkedHashSet<>(), Limits.DEFAULT), scope);

        assertThrows(IOException.class, () -> upgrader(alice).dialled(dialled, Optional.empty(), letIn(), scope));

        assertFalse(dialled.isOpen());
        assertInstanceOf(NoCommonProtocolException.class, answered.take());
    }

    @Test
    void closesTheLinkWhereTheGateRefuses() throws Exception {
        answer(upgrader(bob), scope);
        Gate closed = _ -> {
            throw P2pException.local("not today");
        };

        var refusal = assertThrows(P2pException.class,
                () -> upgrader(alice).dialled(dialled, Optional.empty(), closed, scope));

        assertEquals("not today", refusal.getMessage());
        assertFalse(dialled.isOpen());
        if (answered.take() instanceof Connection other) {
            other.close();
        }
    }

    @Test
    void givesUpOnASilentPeerAfterTenSeconds() throws Exception {
        var time = new ManualClock();
        var manual = new Scope("manual", Thread.ofVirtual().factory(), time);
        answer(upgrader(bob), manual);
        while (time.timers() < 2) {
            Thread.onSpinWait();
        }

        time.advance(Duration.ofSeconds(10));

        assertInstanceOf(TimedOutException.class, answered.take());
        assertFalse(accepted.isOpen());
    }

    @Test
    void holdsNoTimerForAConnectionThatEndsWhileItIsStarted() throws Exception {
        var ended = new CountDownLatch(1);
        var idle = new AtomicInteger();
        Clock late = new SlowClock(ended, idle);
        answer(upgrader(bob), scope);
        var own = new Scope("late", Thread.ofVirtual().factory(), late);
        Connection connection = upgrader(alice).dialled(dialled, Optional.empty(), letIn(), own);
        Connection other = assertInstanceOf(Connection.class, answered.take());
        other.close();
        while (connection.isOpen()) {
            Thread.onSpinWait();
        }
        Thread.startVirtualThread(() -> {
            connection.close();
            ended.countDown();
        });

        connection.start(new Handlers(), _ -> { });

        assertEquals(0, idle.get());
        own.close();
    }

    /// Its timers for the idle time are not set before the connection has ended.
    private record SlowClock(CountDownLatch ended, AtomicInteger idle) implements Clock {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public Timer after(Duration delay, Runnable action) {
            if (delay.compareTo(Limits.DEFAULT.idle()) < 0) {
                return Clock.system().after(delay, action);
            }
            assertDoesNotThrow(() -> ended.await());
            idle.incrementAndGet();
            var cancelled = new AtomicBoolean();
            return () -> idle.addAndGet(cancelled.compareAndSet(false, true) ? -1 : 0);
        }

        @Override
        public void sleep(Duration time) {
            throw new AssertionError("nobody sleeps here");
        }
    }

    private Upgrader upgrader(Identity identity) {
        return new Upgrader(List.of(new Noise(identity, random, budget)), List.of(new Yamux()),
                new LinkedHashSet<ProtocolId>(), Limits.DEFAULT);
    }

    /// Accepts on a thread of its own; what comes of it is put into `answered`.
    private void answer(Upgrader upgrader, Scope where) {
        where.start("answer", () -> {
            try {
                answered.add(upgrader.accepted(accepted, () -> heard.add(true), letIn(), where));
            } catch (IOException failed) {
                answered.add(failed);
            }
        });
    }

    private Gate letIn() {
        return _ -> new Gate.Admission() {
            @Override
            public Budget connection() {
                return budget;
            }

            @Override
            public Budget protocol(ProtocolHandler handler) {
                return budget;
            }

            @Override
            public void close() {
            }
        };
    }

    private static final class Echo implements ProtocolHandler {
        static final ProtocolId ID = new ProtocolId("/test/echo/1.0.0");

        @Override
        public List<ProtocolId> ids() {
            return List.of(ID);
        }

        @Override
        public void handle(Stream stream, Connection connection) throws IOException {
            ByteBuffer buffer = ByteBuffer.allocate(100);
            while (stream.read(buffer.clear()) >= 0) {
                stream.write(buffer.flip());
            }
        }
    }
}
