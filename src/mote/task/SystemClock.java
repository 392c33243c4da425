package mote.task;

import module java.base;

/// The system's clock. One daemon thread, started with the first timer, runs the actions of all timers of the process.
final class SystemClock implements Clock {

    static final SystemClock ONE = new SystemClock();

    private static final System.Logger LOG = System.getLogger("mote.task");

    private final ScheduledThreadPoolExecutor timers =
            new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("clock").factory());

    private SystemClock() {
        // Most timers are time-outs that are cancelled: what they hold is let go at once.
        timers.setRemoveOnCancelPolicy(true);
    }

    @Override public long nanos() { return System.nanoTime(); }

    @Override public Instant now() { return Instant.now(); }

    @Override
    public Timer after(Duration delay, Runnable action) {
        var future = timers.schedule(() -> run(action), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    @Override public void sleep(Duration time) throws InterruptedException { Thread.sleep(time); }

    private static void run(Runnable action) {
        try {
            action.run();
        } catch (Throwable defect) {
            LOG.log(System.Logger.Level.ERROR, "a timer's action failed", defect);
        }
    }
}
