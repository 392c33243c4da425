package mote.mux.yamux;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import mote.bytes.P2pException;
import mote.task.Clock;

/// Asks the peer whether it is there, and measures how far away that is. One ping is under way at a time; who wants
/// another while it is shares its answer.
final class Heartbeat {

    private final YamuxSession session;
    private final Limits limits;
    private final Clock clock;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition answered = lock.newCondition();
    // Guarded by lock.
    private long value;
    private boolean waiting;
    private long sent;
    private Clock.Timer timer;
    private boolean stopped;
    // Written under lock, read without.
    private volatile long rtt;
    // Written by the reading thread.
    private volatile long lastHeard;

    Heartbeat(YamuxSession session, Limits limits, Clock clock) {
        this.session = session;
        this.limits = limits;
        this.clock = clock;
        this.lastHeard = clock.nanos();
    }

    /// Begins to look after the connection.
    void start() {
        schedule(limits.keepAlive(), this::beat);
    }

    /// Wakes who waits for an answer, which will not come any more.
    void stop() {
        lock.lock();
        try {
            stopped = true;
            if (timer != null) {
                timer.cancel();
            }
            answered.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// The last round trip in nanoseconds, 0 before the first.
    long rtt() {
        return rtt;
    }

    /// Asks, unless a question is under way. Does not block.
    ///
    /// @return the number of the question
    long ask() {
        lock.lock();
        try {
            if (waiting) {
                return value;
            }
            waiting = true;
            value = value + 1 & Frame.UINT32_MAX;
            sent = clock.nanos();
        } finally {
            lock.unlock();
        }
        session.outbox().post(null, Frame.ping(Frame.SYN, value));
        return value;
    }

    /// Blocks until the question under way is answered, or the session ends.
    Duration await(long question) throws InterruptedException {
        lock.lock();
        try {
            while (waiting && value == question && !stopped) {
                answered.await();
            }
            return Duration.ofNanos(rtt);
        } finally {
            lock.unlock();
        }
    }

    /// An answer has come. One to no question is ignored.
    void answer(long to) {
        lock.lock();
        try {
            if (waiting && to == value) {
                waiting = false;
                rtt = Math.max(1, clock.nanos() - sent);
                answered.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Something has come from the peer at `now`.
    void heard(long now) {
        lastHeard = now;
    }

    private void beat() {
        ask();
        schedule(limits.answer(), this::check);
    }

    /// Silence since the question is the end. While other frames come, the answer may be stuck behind them.
    private void check() {
        boolean overdue;
        boolean silent;
        lock.lock();
        try {
            overdue = waiting && clock.nanos() - sent >= limits.answer().toNanos();
            silent = clock.nanos() - lastHeard >= limits.answer().toNanos();
        } finally {
            lock.unlock();
        }
        if (overdue && silent) {
            session.fail(P2pException.network("nothing was heard for " + limits.answer().toSeconds()
                    + " s after a ping"));
        } else if (overdue) {
            schedule(limits.answer(), this::check);
        } else {
            schedule(limits.keepAlive().minus(limits.answer()), this::beat);
        }
    }

    private void schedule(Duration delay, Runnable action) {
        lock.lock();
        try {
            if (!stopped) {
                timer = clock.after(delay, action);
            }
        } finally {
            lock.unlock();
        }
    }
}
