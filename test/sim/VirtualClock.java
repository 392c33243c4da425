package sim;

import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import mote.task.Clock;

/// Time that stands still while anybody can run, and then jumps to the next timer. Its wall clock can be moved, as by
/// an administrator or a time server; timers do not care. Its nanoseconds wrap round soon after the beginning, as those
/// of the system may at any time.
final class VirtualClock implements Clock {

    /// A timer's place in the order of timers: those of one moment are in the order in which they were asked for.
    private record Place(long at, long number) implements Comparable<Place> {

        @Override
        public int compareTo(Place other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(number, other.number);
        }
    }

    private static final long ORIGIN = Long.MAX_VALUE - Duration.ofSeconds(40).toNanos();

    private final TreeMap<Place, Runnable> timers = new TreeMap<>();
    private Instant wall = Instant.parse("2026-01-01T00:00:00Z");
    private long elapsed;
    private long asked;

    @Override
    public long nanos() {
        return ORIGIN + elapsed;
    }

    @Override
    public Instant now() {
        return wall.plusNanos(elapsed);
    }

    @Override
    public Timer after(Duration delay, Runnable action) {
        var place = new Place(elapsed + Math.max(0, delay.toNanos()), asked++);
        timers.put(place, action);
        return () -> timers.remove(place);
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

    /// Nanoseconds since the beginning.
    long elapsed() {
        return elapsed;
    }

    /// Moves the wall clock.
    void jump(Duration by) {
        wall = wall.plus(by);
    }

    /// When the next timer is due, in nanoseconds since the beginning; `Long.MAX_VALUE` where there is none.
    long next() {
        return timers.isEmpty() ? Long.MAX_VALUE : timers.firstKey().at;
    }

    /// Lets time pass until `time`.
    void advance(long time) {
        elapsed = Math.max(elapsed, time);
    }

    /// The next action that is due, or null.
    Runnable due() {
        return timers.isEmpty() || timers.firstKey().at > elapsed ? null : timers.pollFirstEntry().getValue();
    }
}
