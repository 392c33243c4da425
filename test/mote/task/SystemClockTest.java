package mote.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import contract.Background;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
final class SystemClockTest {

    private final Clock clock = Clock.system();

    @Test
    void runsTimersInTheOrderOfTheirTimeAndNotThoseCancelled() throws Exception {
        var ran = new LinkedBlockingQueue<String>();
        // Far enough apart for a thread that loses its processor between two lines.
        clock.after(Duration.ofMillis(1_000), () -> ran.add("third"));
        clock.after(Duration.ofMillis(400), () -> ran.add("cancelled")).cancel();
        clock.after(Duration.ofMillis(500), () -> ran.add("second"));
        clock.after(Duration.ofMillis(-1), () -> ran.add("first"));
        assertEquals(List.of("first", "second", "third"), List.of(ran.take(), ran.take(), ran.take()));
    }

    @Test
    void goesOnAfterAnActionThatFails() throws Exception {
        var ran = new CountDownLatch(1);
        clock.after(Duration.ZERO, () -> {
            throw new IllegalStateException("on purpose: a timer that fails is logged");
        });
        clock.after(Duration.ZERO, ran::countDown);
        ran.await();
        assertEquals(0, ran.getCount());
    }

    @Test
    void sleepsAtLeastAsLongAsAsked() throws InterruptedException {
        long before = clock.nanos();
        clock.sleep(Duration.ofMillis(5));
        assertTrue(clock.nanos() - before >= 5_000_000);
    }

    @Test
    void sleepEndsWithAnInterrupt() throws Exception {
        Background sleeper = Background.run(() ->
                assertThrows(InterruptedException.class, () -> clock.sleep(Duration.ofDays(1))));
        sleeper.awaitBlocked();
        sleeper.interrupt();
        sleeper.join();
    }
}
