package mote.mux.yamux;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import mote.bytes.P2pException;
import mote.task.Clock;

/// Asks the peer whether it is there, and measures how far away that is. One ping is under way at a time; who wants
/// another meanwhile shares its answer.
final class Heartbeat {

    private final YamuxSession session;
    private final Limits limits;
    private final Clock clock;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition answered = lock.newCondition();
    // Guarded by lock.
    private long question;
    private boolean waiting;
    private boolean stopped;
    private long asked;
    private Clock.Timer timer;
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

    /// Blocks for a round trip.
    ///
    /// @throws IOException where the session ends before
    Duration ping() throws IOException, InterruptedException {
        long own = ask();
        lock.lock();
        try {
            while (waiting && question == own && !stopped) {
                answered.await();
            }
            if (stopped) {
                throw session.failure();
            }
            return Duration.ofNanos(rtt);
        } finally {
            lock.unlock();
        }
    }

    /// What counts as the round trip when windows grow, in nanoseconds; 0 where it is not known.
    long rtt() {
        long last = rtt;
        return last == 0 ? 0 : Math.max(last, limits.rttMin().toNanos());
    }

    /// Sees to it that the round trip is known soon. Does not block.
    void measure() {
        if (rtt == 0) {
            ask();
        }
    }

    /// An answer has come. One to no question is ignored.
    void answer(long to) {
        lock.lock();
        try {
            if (waiting && to == question) {
                waiting = false;
                rtt = Math.max(1, clock.nanos() - asked);
                answered.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Something has come from the peer.
    void heard() {
        lastHeard = clock.nanos();
    }

    /// Asks, unless a question is under way, and returns its number.
    private long ask() {
        lock.lock();
        try {
            if (waiting) {
                return question;
            }
            waiting = true;
            question = question + 1 & Frame.UINT32_MAX;
            asked = clock.nanos();
        } finally {
            lock.unlock();
        }
        session.outbox().post(null, Frame.ping(Frame.SYN, question));
        return question;
    }

    private void beat() {
        ask();
        schedule(limits.answer(), this::check);
    }

    /// Silence since the question is the end. While other frames come, the answer may be stuck behind them.
    private void check() {
        long wait = limits.answer().toNanos();
        boolean overdue;
        lock.lock();
        try {
            overdue = waiting && clock.nanos() - asked >= wait;
        } finally {
            lock.unlock();
        }
        if (overdue && clock.nanos() - lastHeard >= wait) {
            session.fail(P2pException.network("nothing heard for " + limits.answer().toSeconds() + " s after a ping"));
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
