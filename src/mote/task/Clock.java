package mote.task;

import module java.base;

/// Where time comes from. Nothing else in Mote asks the system for it, so that a test can run a day in a second.
public interface Clock {

    /// Monotonic time in nanoseconds from an arbitrary origin; differences mean something, values do not.
    long nanos();

    /// Wall-clock time, which can jump.
    Instant now();

    /// Runs `action` once after `delay` (at once where that is not above zero), on a thread of the clock. The action
    /// must be short and must not block: all timers share that thread.
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

    /// The system's clock.
    static Clock system() { return SystemClock.ONE; }
}
