package sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import mote.task.Scope;
import org.junit.jupiter.api.Test;

/// What the simulator does with threads and time, and that it tells of what must not happen.
class SchedulerTest {

    private final Simulation simulation = new Simulation(Scale.TINY, 1, null);

    @Test
    void aDayPassesWhileNobodyCanRun() {
        Simulation.Outcome outcome = simulation.run(() -> {
            long began = simulation.clock.nanos();
            var rung = new ArrayList<String>();
            simulation.clock.after(Duration.ofMinutes(59), () -> rung.add("second"));
            simulation.clock.after(Duration.ofMinutes(1), () -> rung.add("first"));
            simulation.clock.after(Duration.ofMinutes(2), () -> rung.add("cancelled")).cancel();
            simulation.clock.sleep(Duration.ofHours(1));
            assertEquals(List.of("first", "second"), rung);
            assertEquals(Duration.ofHours(1).toNanos(), simulation.clock.nanos() - began);
        });
        assertEquals("", outcome.failure());
        assertEquals(Duration.ofHours(1), outcome.virtual());
    }

    @Test
    void theSeedDecidesWhoIsFirst() {
        var orders = new LinkedHashSet<List<Integer>>();
        for (long seed = 0; seed < 60; seed++) {
            List<Integer> order = order(seed);
            assertEquals(order, order(seed));
            orders.add(order);
        }
        assertEquals(6, orders.size());
    }

    @Test
    void tellsOfThreadThatDies() {
        assertFails("IllegalArgumentException: a defect", () -> {
            throw new IllegalArgumentException("a defect");
        });
    }

    @Test
    void tellsOfTimerThatDies() {
        assertFails("a timer died of java.lang.IllegalStateException", () ->
                simulation.clock.after(Duration.ZERO, () -> {
                    throw new IllegalStateException();
                }));
    }

    @Test
    void tellsOfThreadThatIsLeftWhenItsScopeWasClosed() {
        assertFails("logged: still running after close: stubborn", () -> {
            var scope = new Scope("test", simulation.scheduler.threads(), simulation.clock);
            scope.start("stubborn", () -> forEver());
            scope.close();
        });
    }

    @Test
    void tellsWhereNothingHappensAnyMore() {
        assertFails("nothing happens any more: \n  simulation", () -> new CountDownLatch(1).await());
    }

    @Test
    void tellsOfLoopInWhichNoTimePasses() {
        assertFails("threads run and run, and no time passes", () -> {
            while (true) {
                Thread.yield();
            }
        });
    }

    @Test
    void tellsOfThreadThatIsWokenFromOutside() {
        assertFails("at a time that no seed decides", () -> {
            var woken = new CountDownLatch(1);
            simulation.clock.after(Duration.ZERO, () -> {
                Thread outside = Thread.ofPlatform().start(woken::countDown);
                while (outside.isAlive()) {
                    Thread.onSpinWait();
                }
            });
            woken.await();
        });
    }

    @Test
    void refusesAnotherJdkAndSaysWhy() {
        var refused = assertThrows(IllegalStateException.class, () -> Scheduler.builder(Runnable::run, 26));
        assertTrue(refused.getMessage().startsWith("the simulator needs exactly JDK 25, and this is 26: "),
                refused.getMessage());
    }

    /// Who of three threads that start at a time runs first, second and third.
    private static List<Integer> order(long seed) {
        var simulation = new Simulation(Scale.TINY, seed, null);
        var order = new ArrayList<Integer>();
        simulation.run(() -> {
            for (int number = 0; number < 3; number++) {
                int own = number;
                simulation.start("thread " + number, () -> order.add(own));
            }
        });
        return order;
    }

    private static void forEver() {
        while (true) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException _) {
                // It does not care.
            }
        }
    }

    private void assertFails(String what, Simulation.Task life) {
        String failure = simulation.run(life).failure();
        assertTrue(failure.contains(what), failure);
    }
}
