package mote.mux.yamux;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import mote.budget.Budget;
import mote.budget.OverBudgetException;
import mote.budget.Reservation;
import mote.budget.Resource;
import mote.bytes.P2pException;

/// The streams of a session: those that are open, those that nobody has accepted, those that have been.
final class Streams {

    private final YamuxSession session;
    private final Limits limits;
    private final Budget budget;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // Guarded by lock.
    private final StreamIds ids;
    private final Map<Long, YamuxStream> open = new LinkedHashMap<>();
    private final Deque<YamuxStream> backlog = new ArrayDeque<>();
    /// Ids of streams of this side that the peer has not answered on.
    private final Map<Long, YamuxStream> unacknowledged = new LinkedHashMap<>();
    /// Bytes that the peer may still send to streams that have ended.
    private long strayBytes;
    private boolean peerLeaving;
    private boolean ended;

    Streams(YamuxSession session, boolean dialer, Limits limits, Budget budget) {
        this.session = session;
        this.limits = limits;
        this.budget = budget;
        this.ids = new StreamIds(dialer, limits.streamsUnacknowledged());
    }

    /// A new stream of this side. Blocks while the peer leaves too many without an answer.
    ///
    /// @return null where the session has ended or the peer takes no more
    YamuxStream open() throws P2pException, InterruptedException {
        Reservation slot = budget.reserve(Resource.STREAMS_OUT, 1);
        YamuxStream stream = null;
        lock.lock();
        try {
            while (unacknowledged.size() >= limits.streamsUnacknowledged() && !ended && !peerLeaving) {
                changed.await();
            }
            if (!ended && !peerLeaving) {
                stream = add(ids.next(), false, slot);
                unacknowledged.put(stream.id(), stream);
            }
            return stream;
        } finally {
            lock.unlock();
            if (stream == null) {
                slot.close();
            }
        }
    }

    /// The next stream of the peer. Blocks until there is one.
    ///
    /// @return null where the session has ended
    YamuxStream accept() throws InterruptedException {
        lock.lock();
        try {
            while (backlog.isEmpty() && !ended) {
                changed.await();
            }
            return backlog.poll();
        } finally {
            lock.unlock();
        }
    }

    /// A stream that the peer opens, or null where that is over a limit.
    ///
    /// @throws P2pException where it may not use this id
    YamuxStream admit(long id) throws P2pException {
        lock.lock();
        try {
            ids.use(id);
            // Whoever takes a stream in must be able to hold its first bytes.
            if (!ended && backlog.size() < limits.streamsUnacknowledged()
                    && budget.free(Resource.MEMORY) >= limits.ringBytesMin()) {
                YamuxStream stream = add(id, true, budget.reserve(Resource.STREAMS_IN, 1));
                backlog.add(stream);
                changed.signalAll();
                return stream;
            }
        } catch (OverBudgetException _) {
            // Refused, too.
        } finally {
            lock.unlock();
        }
        allow(Frame.WINDOW_BYTES);
        return null;
    }

    YamuxStream find(long id) {
        lock.lock();
        try {
            return open.get(id);
        } finally {
            lock.unlock();
        }
    }

    /// The peer has answered on a stream. An answer without ACK is one, too.
    void acknowledge(long id) {
        lock.lock();
        try {
            if (unacknowledged.remove(id) != null) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Whether a stream with this id has been. Where the peer ends one that it never announced, it has been now:
    /// rust-yamux does so with a stream that was opened and not used.
    boolean wasUsed(long id, boolean ending) throws P2pException {
        lock.lock();
        try {
            if (ending && !ids.isUsed(id) && !ids.isOwn(id)) {
                ids.use(id);
            }
            return ids.isUsed(id);
        } finally {
            lock.unlock();
        }
    }

    /// Counts bytes for streams that have ended. They cannot be more than their windows allowed.
    void countStray(long bytes) throws P2pException {
        lock.lock();
        try {
            if (bytes > strayBytes) {
                throw P2pException.peer("data for streams that have ended, beyond their windows");
            }
            strayBytes -= bytes;
        } finally {
            lock.unlock();
        }
    }

    /// A stream has ended, and the peer may still send it `underWay` bytes. Returns whether it was the last one of a
    /// peer that is leaving.
    boolean remove(YamuxStream stream, long underWay) {
        lock.lock();
        try {
            if (open.remove(stream.id()) == null) {
                return false;
            }
            backlog.remove(stream);
            acknowledge(stream.id());
            allow(underWay);
            return peerLeaving && open.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /// The peer takes no more streams. Returns whether there are none.
    ///
    /// @throws P2pException where it has said so before
    boolean peerLeaves() throws P2pException {
        lock.lock();
        try {
            if (peerLeaving) {
                throw P2pException.peer("a second Go Away");
            }
            peerLeaving = true;
            changed.signalAll();
            return open.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /// No more streams. Returns those that there are.
    List<YamuxStream> end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
            return all();
        } finally {
            lock.unlock();
        }
    }

    List<YamuxStream> all() {
        lock.lock();
        try {
            return new ArrayList<>(open.values());
        } finally {
            lock.unlock();
        }
    }

    private YamuxStream add(long id, boolean inbound, Reservation slot) throws OverBudgetException {
        var arrivals = new Arrivals(limits, budget, session.clock().nanos());
        var stream = new YamuxStream(session, id, inbound, slot, arrivals);
        open.put(id, stream);
        return stream;
    }

    private void allow(long bytes) {
        lock.lock();
        try {
            strayBytes = Math.min(limits.strayBytesMax(), strayBytes + bytes);
        } finally {
            lock.unlock();
        }
    }
}
