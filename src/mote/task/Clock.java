package mote.task;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Where time comes from. Nothing else in Mote asks the system for it, so that a test can run a day in a second.
public interface Clock {

    /// Monotonic time in nanoseconds from an arbitrary origin; differences mean something, values do not.
    long nanos();

    /// Wall-clock time, which can jump.
    Instant now();

    /// Runs `action` once after `delay`, on a thread of the clock. The action must be short and must not block.
    Timer after(Duration delay, Runnable action);

    /// Blocks the calling thread for `time`.
    ///
    /// @throws InterruptedException when the thread's [Scope] is closed meanwhile
    void sleep(Duration time) throws InterruptedException;

    /// An action that was asked for with [#after].
    interface Timer {
        /// Prevents the action where it has not begun. Idempotent.
        void cancel();
    }

    /// The system's clock, with one daemon thread for its timers.
    static Clock system() {
        var timers = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("clock").factory());
        timers.setRemoveOnCancelPolicy(true);
        return new Clock() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public Timer after(Duration delay, Runnable action) {
                var future = timers.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
                return () -> future.cancel(false);
            }

            @Override
            public void sleep(Duration time) throws InterruptedException {
                Thread.sleep(time);
            }
        };
    }
}
