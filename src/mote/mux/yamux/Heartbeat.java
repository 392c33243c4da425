package mote.mux.yamux;

import module java.base;
import mote.bytes.*;
import mote.task.*;

/// Asks the peer whether it is there, and measures how far away that is. One ping is under way at a time; who wants
/// another meanwhile shares its answer.
final class Heartbeat {

    /// A ping under way.
    private record Question(long value, long asked, Semaphore answered) {
    }

    private final YamuxSession session;
    private final Limits limits;
    private final Clock clock;

    // Guarded by this.
    private Question question;
    private long next = 1;
    private Clock.Timer timer;
    private boolean stopped;
    // Written by the reading thread.
    private volatile long rtt;
    private volatile long lastHeard;

    Heartbeat(YamuxSession session, Limits limits, Clock clock) {
        this.session = session;
        this.limits = limits;
        this.clock = clock;
        this.lastHeard = clock.nanos();
    }

    /// Begins to look after the connection.
    void start() { schedule(limits.keepAlive(), this::beat); }

    /// Wakes who waits for an answer, which will not come any more.
    synchronized void stop() {
        stopped = true;
        if (timer != null) timer.cancel();
        if (question != null) question.answered.release();
    }

    /// Blocks for a round trip.
    ///
    /// @throws IOException where the session ends before
    Duration ping() throws IOException {
        Semaphore answered = ask().answered;
        YamuxSession.await(answered);
        answered.release();
        if (!session.isOpen()) throw session.failure();
        return Duration.ofNanos(rtt);
    }

    /// What counts as the round trip when windows grow, in nanoseconds; 0 where it is not known.
    long rtt() {
        long last = rtt;
        return last == 0 ? 0 : Math.max(last, limits.rttMin().toNanos());
    }

    /// Sees to it that the round trip is known soon. Does not block.
    void measure() {
        if (rtt == 0) ask();
    }

    /// An answer has come. One to no question is ignored.
    synchronized void answer(long value) {
        if (question != null && value == question.value) {
            rtt = Math.max(1, clock.nanos() - question.asked);
            question.answered.release();
            question = null;
        }
    }

    /// Something has come from the peer.
    void heard() { lastHeard = clock.nanos(); }

    /// The question under way, which is a new one where there was none.
    private Question ask() {
        Question asked;
        synchronized (this) {
            if (question != null) return question;
            asked = new Question(next, clock.nanos(), new Semaphore(stopped ? 1 : 0));
            next = next + 1 & Frame.UINT32_MAX;
            question = asked;
        }
        session.outbox.post(null, Frame.ping(Frame.SYN, asked.value));
        return asked;
    }

    private void beat() {
        ask();
        schedule(limits.answer(), this::check);
    }

    /// Silence since the question is the end. While other frames come, the answer may be stuck behind them.
    private void check() {
        long wait = limits.answer().toNanos();
        boolean overdue;
        synchronized (this) {
            overdue = question != null && clock.nanos() - question.asked >= wait;
        }
        if (overdue && clock.nanos() - lastHeard >= wait) {
            session.fail(P2pException.network("nothing heard for " + limits.answer().toSeconds() + " s after a ping"));
        } else if (overdue) {
            schedule(limits.answer(), this::check);
        } else {
            schedule(limits.keepAlive().minus(limits.answer()), this::beat);
        }
    }

    private synchronized void schedule(Duration delay, Runnable action) {
        if (!stopped) timer = clock.after(delay, action);
    }
}
