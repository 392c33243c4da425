package attacks;

import java.time.Duration;
import java.time.Instant;
import mote.task.Clock;

/// A clock on which all limits of time are shorter: it goes so many times as fast as the system's.
record FastClock(Clock clock, int times) implements Clock {

    @Override
    public long nanos() {
        return clock.nanos() * times;
    }

    @Override
    public Instant now() {
        return clock.now();
    }

    @Override
    public Timer after(Duration delay, Runnable action) {
        return clock.after(delay.dividedBy(times), action);
    }

    @Override
    public void sleep(Duration time) throws InterruptedException {
        clock.sleep(time.dividedBy(times));
    }
}
