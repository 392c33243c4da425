package contract;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import mote.task.Clock;

/// A clock that stands still until a test moves it. Timers run on the thread that moves it, in the order of their time.
public class ManualClock implements Clock {

    private record Entry(long at, Runnable action) { }

    // Guarded by this.
    private final List<Entry> entries = new ArrayList<>();
    private long nanos;

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    /// As far from the beginning of 2026 as the clock was moved.
    @Override
    public Instant now() {
        return Instant.parse("2026-01-01T00:00:00Z").plusNanos(nanos());
    }

    @Override
    public synchronized Timer after(Duration delay, Runnable action) {
        var entry = new Entry(nanos + Math.max(0, delay.toNanos()), action);
        entries.add(entry);
        return () -> cancel(entry);
    }

    @Override
    public void sleep(Duration time) throws InterruptedException {
        var over = new CountDownLatch(1);
        Timer timer = after(time, over::countDown);
        try {
            over.await();
        } finally {
            timer.cancel();
        }
    }

    /// Timers that have neither run nor been cancelled.
    public synchronized int timers() {
        return entries.size();
    }

    /// Moves the clock, and runs what is due on the way.
    public void advance(Duration time) {
        long end = nanos() + time.toNanos();
        for (Entry next = take(end); next != null; next = take(end)) {
            next.action.run();
        }
    }

    /// Moves the clock to the time of its next timer, and runs that one.
    public void advanceToNext() {
        Entry next = take(Long.MAX_VALUE);
        if (next == null) {
            throw new IllegalStateException("nobody waits");
        }
        next.action.run();
    }

    private synchronized Entry take(long end) {
        Entry first = null;
        for (Entry entry : entries) {
            if (entry.at <= end && (first == null || entry.at < first.at)) {
                first = entry;
            }
        }
        if (first != null) {
            nanos = first.at;
            cancel(first);
        } else if (end < Long.MAX_VALUE) {
            nanos = end;
        }
        return first;
    }

    /// By identity: two entries for one moment and one action are two.
    private synchronized void cancel(Entry entry) {
        entries.removeIf(other -> other == entry);
    }
}
