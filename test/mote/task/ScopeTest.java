package mote.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import contract.Background;
import contract.ManualClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import mote.io.MemoryPipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class ScopeTest {

    private final ManualClock clock = new ManualClock();
    private final Scope scope = new Scope("test", Thread.ofVirtual().factory(), clock);

    @Test
    void closeInterruptsAndJoins() {
        var ended = new AtomicInteger();
        for (int i = 0; i < 10; i++) {
            assertTrue(scope.start("sleeper " + i, () -> {
                try {
                    new CountDownLatch(1).await();
                } finally {
                    ended.incrementAndGet();
                }
            }));
        }
        assertEquals(10, scope.size());
        scope.close();
        assertEquals(10, ended.get());
        assertEquals(0, scope.size());
        assertEquals(0, clock.timers());
        scope.close();
    }

    @Test
    void closeWakesAThreadThatReadsAPipe() {
        MemoryPipe pipe = MemoryPipe.create();
        scope.start("reader", () -> pipe.left().read(ByteBuffer.allocate(1)));
        scope.close();
        assertEquals(0, scope.size());
    }

    @Test
    void startsNothingAfterClose() {
        scope.close();
        assertTrue(scope.isClosed());
        assertFalse(scope.start("too late", () -> { }));
        Scope child = scope.child("too late");
        assertTrue(child.isClosed());
        assertFalse(child.start("too late", () -> { }));
    }

    @Test
    void threadsAreNamedAndCounted() throws Exception {
        var name = new String[1];
        var started = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        Scope child = scope.child("connection");
        child.start("read 12D3KooW", () -> {
            name[0] = Thread.currentThread().getName();
            started.countDown();
            end.await();
        });
        started.await();
        assertEquals("read 12D3KooW", name[0]);
        assertEquals(List.of(1, 1), List.of(child.size(), scope.size()));
        end.countDown();
        child.close();
        assertEquals(List.of(0, 0), List.of(child.size(), scope.size()));
        assertTrue(child.isClosed());
        assertFalse(scope.isClosed());
        scope.close();
    }

    @Test
    void closeReachesGrandchildren() {
        var ended = new AtomicInteger();
        Scope.Task task = () -> {
            try {
                new CountDownLatch(1).await();
            } finally {
                ended.incrementAndGet();
            }
        };
        Scope child = scope.child("connection");
        Scope grandchild = child.child("stream");
        scope.start("node", task);
        child.start("connection", task);
        grandchild.start("stream", task);
        assertEquals(3, scope.size());
        scope.close();
        assertEquals(3, ended.get());
        assertTrue(grandchild.isClosed());
    }

    @Test
    void closingAChildLeavesTheOthers() {
        Scope one = scope.child("one");
        Scope two = scope.child("two");
        one.start("one", () -> new CountDownLatch(1).await());
        two.start("two", () -> new CountDownLatch(1).await());
        one.close();
        assertEquals(1, scope.size());
        scope.close();
        assertEquals(0, scope.size());
    }

    @Test
    void aThreadCanCloseItsOwnScopeAndThoseAround() throws Exception {
        Scope child = scope.child("connection");
        var closed = new CountDownLatch(1);
        child.start("self", () -> {
            child.close();
            scope.close();
            closed.countDown();
        });
        closed.await();
        scope.close();
        assertEquals(0, scope.size());
    }

    @Test
    void aParentWaitsForTheThreadsOfAChildThatClosedItself() throws Exception {
        Scope child = scope.child("connection");
        var closed = new CountDownLatch(1);
        var finish = new CountDownLatch(1);
        var ended = new AtomicBoolean();
        child.start("self", () -> {
            child.close();
            closed.countDown();
            awaitUninterruptibly(finish);
            ended.set(true);
        });
        closed.await();
        Background closer = Background.run(() -> {
            scope.close();
            assertTrue(ended.get());
        });
        closer.awaitBlocked();
        finish.countDown();
        closer.join();
    }

    @Test
    void closeGivesUpOnThreadsThatDoNotEndAfterOneTimeLimitForAll() throws Exception {
        var finish = new CountDownLatch(1);
        for (int i = 0; i < 3; i++) {
            scope.child("child " + i).start("deaf " + i, () -> awaitUninterruptibly(finish));
        }
        Background closer = Background.run(scope::close);
        Background.until(() -> clock.timers() > 0);
        clock.advance(Scope.JOIN_MAX);
        closer.join();
        assertEquals(3, scope.size());
        finish.countDown();
        scope.close();
        assertEquals(0, scope.size());
    }

    @Test
    void defectsEndOnlyTheirThread() {
        scope.start("ordinary", () -> {
            throw new IOException("the peer is gone");
        });
        scope.close();
        assertEquals(0, scope.size());
    }

    /// Threads start while the scope closes: whichever of them starts is joined, and none starts afterwards.
    @Test
    void startAndCloseRaceWithoutLosingAThread() throws Exception {
        for (int round = 0; round < 200; round++) {
            var raced = new Scope("raced", Thread.ofVirtual().factory(), clock);
            var begun = new AtomicInteger();
            var ended = new AtomicInteger();
            List<Background> starters = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                starters.add(Background.run(() -> {
                    Scope child = raced.child("child");
                    // So many, and not as many as fit before the closing thread gets a processor.
                    for (int n = 0; n < 1_000 && child.start("member", () -> work(begun, ended)); n++) {
                        Thread.yield();
                    }
                }));
            }
            Background.until(() -> begun.get() >= 3);
            raced.close();
            assertEquals(begun.get(), ended.get());
            assertEquals(0, raced.size());
            for (Background starter : starters) {
                starter.join();
            }
            assertEquals(begun.get(), ended.get());
        }
    }

    private static void work(AtomicInteger begun, AtomicInteger ended) throws InterruptedException {
        begun.incrementAndGet();
        try {
            if (begun.get() % 2 == 0) {
                new CountDownLatch(1).await();
            }
        } finally {
            ended.incrementAndGet();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException _) {
                // Deaf on purpose.
            }
        }
    }
}
