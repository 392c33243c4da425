package mote.mux.yamux;

import module java.base;
import mote.bytes.*;
import mote.task.*;

/// Asks the peer whether it is there, and measures how far away that is. One ping is under way at a time; who wants
/// another meanwhile shares its answer.
final class Heartbeat {

    private final YamuxSession session;

    // Guarded by this.
    /// Has a permit when the ping under way is answered; null where there is none.
    private Semaphore answered;
    private Clock.Timer timer;
    // Written under this, read without.
    private volatile long value;
    private volatile long asked;
    // Written by the reading thread.
    private volatile long rtt;
    private volatile long lastHeard = Long.MIN_VALUE;

    Heartbeat(YamuxSession session) {
        this.session = session;
        this.asked = session.clock.nanos();
    }

    /// Looks after the connection, from now on: asks when it is time to. Silence since then is the end. While other
    /// frames come, the answer may be stuck behind them.
    void look() {
        long now = session.clock.nanos();
        Duration wait = session.limits.answer();
        long period = session.limits.keepAlive().toNanos();
        if (now - asked >= period) ask();
        boolean isOverdue;
        synchronized (this) {
            isOverdue = answered != null && now - Math.max(asked, lastHeard) >= wait.toNanos();
            Duration next = answered != null ? wait : Duration.ofNanos(asked + period - now);
            if (session.isOpen()) timer = session.clock.after(next, this::look);
        }
        if (isOverdue) session.fail(P2pException.network("nothing heard for " + wait.toSeconds() + " s after a ping"));
    }

    /// Wakes who waits for an answer, which will not come any more.
    synchronized void stop() {
        if (timer != null) timer.cancel();
        if (answered != null) answered.release();
    }

    /// Blocks for a round trip.
    ///
    /// @throws IOException where the session ends before
    Duration ping() throws IOException {
        Semaphore shared = ask();
        YamuxSession.await(shared);
        shared.release();
        if (!session.isOpen()) throw session.failure();
        return Duration.ofNanos(rtt);
    }

    /// What counts as the round trip when windows grow, in nanoseconds; 0 where it is not known, which it is soon then.
    long rtt() {
        if (rtt == 0) ask();
        return rtt == 0 ? 0 : Math.max(rtt, session.limits.rttMin().toNanos());
    }

    /// An answer has come. One to no question is ignored.
    synchronized void answer(long echo) {
        if (answered == null || echo != value) return;
        rtt = Math.max(1, session.clock.nanos() - asked);
        answered.release();
        answered = null;
    }

    /// Something has come from the peer.
    void heard() { lastHeard = session.clock.nanos(); }

    /// Asks where no question is under way. Returns what has a permit when the answer is there.
    private Semaphore ask() {
        Semaphore answer;
        synchronized (this) {
            if (answered != null) return answered;
            value = value + 1 & Frame.UINT32_MAX;
            asked = session.clock.nanos();
            answer = answered = new Semaphore(session.isOpen() ? 0 : 1);
        }
        session.outbox.post(null, Frame.ping(Frame.SYN, value));
        return answer;
    }
}
