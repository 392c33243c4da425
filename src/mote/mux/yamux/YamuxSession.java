package mote.mux.yamux;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import mote.budget.Budget;
import mote.budget.OverBudgetException;
import mote.budget.Reservation;
import mote.budget.Resource;
import mote.bytes.P2pException;
import mote.io.Duplex;
import mote.mux.Session;
import mote.mux.Stream;
import mote.task.Clock;
import mote.task.Scope;

/// The table of streams, and how the session ends.
final class YamuxSession implements Session {

    private final Duplex channel;
    private final Limits limits;
    private final Scope scope;
    private final Clock clock;
    private final Budget budget;
    private final Outbox outbox;
    private final Inbox inbox;
    private final Heartbeat heartbeat;
    private final AtomicBoolean trimming = new AtomicBoolean();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // Guarded by lock.
    private final StreamIds ids;
    private final Map<Long, YamuxStream> streams = new LinkedHashMap<>();
    private final Deque<YamuxStream> backlog = new ArrayDeque<>();
    private int unacknowledged;
    private long strayBytes;
    private boolean peerLeaving;
    private boolean orderly;
    private int threads;
    // Written under lock, read without: why the session has ended, null while it has not.
    private volatile P2pException cause;

    YamuxSession(Duplex channel, boolean dialer, Limits limits, Scope scope, Budget budget) {
        this.channel = channel;
        this.limits = limits;
        this.scope = scope;
        this.clock = scope.clock();
        this.budget = budget;
        this.ids = new StreamIds(dialer, limits.streamsUnacknowledged());
        this.outbox = new Outbox(this, channel, limits, clock);
        this.inbox = new Inbox(this, channel);
        this.heartbeat = new Heartbeat(this, limits, clock);
    }

    void start(String name) {
        heartbeat.start();
        begin("read " + name, inbox::run);
        begin("send " + name, this::send);
    }

    @Override
    public Stream open() throws IOException {
        Reservation slot = budget.reserve(Resource.STREAMS_OUT, 1);
        lock.lock();
        try {
            while (cause == null && !peerLeaving && unacknowledged >= limits.streamsUnacknowledged()) {
                changed.await();
            }
            if (cause != null || peerLeaving) {
                throw cause == null ? P2pException.network("the peer accepts no more streams") : failure();
            }
            var stream = new YamuxStream(this, ids.next(), false, slot, budget.reserve(Resource.MEMORY, 0));
            streams.put(stream.id(), stream);
            unacknowledged++;
            slot = null;
            return stream;
        } catch (InterruptedException _) {
            throw interrupted();
        } finally {
            lock.unlock();
            if (slot != null) {
                slot.close();
            }
        }
    }

    @Override
    public Stream accept() throws IOException {
        lock.lock();
        try {
            while (backlog.isEmpty() && cause == null) {
                changed.await();
            }
            if (!backlog.isEmpty()) {
                return backlog.remove();
            }
            if (orderly) {
                return null;
            }
            throw failure();
        } catch (InterruptedException _) {
            throw interrupted();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Duration ping() throws IOException {
        try {
            long question = heartbeat.ask();
            Duration answer = heartbeat.await(question);
            if (cause != null) {
                throw failure();
            }
            return answer;
        } catch (InterruptedException _) {
            throw interrupted();
        }
    }

    @Override
    public int streams() {
        lock.lock();
        try {
            return streams.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isOpen() {
        return cause == null;
    }

    @Override
    public void close() {
        // Peers drop all streams when they hear a Go Away, so each stream is ended before.
        all().forEach(stream -> stream.reset(0));
        end(P2pException.local("the session is closed"), true, Frame.goAway(Frame.NORMAL));
        lock.lock();
        try {
            while (threads > 0) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
        scope.close();
    }

    // ---- what has happened to the session

    /// The channel has failed, or this side gives up.
    void fail(IOException failure) {
        end(P2pException.of(failure), false, null);
    }

    /// The peer has broken the protocol. It is told so.
    void violate(P2pException failure) {
        end(failure, false, Frame.goAway(Frame.PROTOCOL_ERROR));
    }

    /// The peer has closed the channel between two frames. go-yamux says no other goodbye.
    void peerClosed() {
        end(P2pException.network("the peer closed the session"), true, null);
    }

    /// The peer has sent a Go Away. Its streams may still come to their ends.
    void peerLeaves(long reason) throws P2pException {
        if (reason != Frame.NORMAL) {
            fail(P2pException.peer("the peer ended the session with error " + reason));
            return;
        }
        boolean idle;
        lock.lock();
        try {
            if (peerLeaving) {
                throw P2pException.peer("a second Go Away");
            }
            peerLeaving = true;
            idle = streams.isEmpty();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (idle) {
            end(P2pException.network("the peer ended the session"), true, Frame.goAway(Frame.NORMAL));
        }
    }

    boolean hasEnded() {
        return cause != null;
    }

    /// What is reported to who calls after the end.
    P2pException failure() {
        return new P2pException(cause.blame(), cause.getMessage(), cause);
    }

    // ---- what the parts ask for

    Limits limits() {
        return limits;
    }

    Clock clock() {
        return clock;
    }

    Outbox outbox() {
        return outbox;
    }

    Heartbeat heartbeat() {
        return heartbeat;
    }

    /// The round trip that windows are grown by, in nanoseconds; 0 where it is not known yet, and then it is asked for.
    long rtt() {
        long measured = heartbeat.rtt();
        if (measured == 0) {
            heartbeat.ask();
            return 0;
        }
        return Math.max(measured, limits.rttMin().toNanos());
    }

    /// What a window may grow to now: bytes that are not there cannot be promised.
    long windowBytesMax() {
        return Math.min(limits.windowBytesMax(), budget.free(Resource.MEMORY));
    }

    YamuxStream find(long id) {
        lock.lock();
        try {
            return streams.get(id);
        } finally {
            lock.unlock();
        }
    }

    /// A stream that the peer opens, or null where it is over a limit.
    YamuxStream admit(long id) throws P2pException {
        lock.lock();
        try {
            ids.use(id);
            if (cause != null || backlog.size() >= limits.streamsUnacknowledged()
                    || budget.free(Resource.MEMORY) < limits.ringBytesMin()) {
                strayBytes += Frame.WINDOW_BYTES;
                return null;
            }
            Reservation slot = budget.reserve(Resource.STREAMS_IN, 1);
            var stream = new YamuxStream(this, id, true, slot, budget.reserve(Resource.MEMORY, 0));
            streams.put(id, stream);
            backlog.add(stream);
            changed.signalAll();
            return stream;
        } catch (OverBudgetException _) {
            strayBytes += Frame.WINDOW_BYTES;
            return null;
        } finally {
            lock.unlock();
        }
    }

    /// The peer has answered on a stream of this side.
    void acknowledged(YamuxStream stream) {
        lock.lock();
        try {
            settle(stream);
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

    /// Counts bytes for streams that have ended: no more than their windows allowed.
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

    void discard(long count) throws IOException {
        inbox.discard(count);
    }

    /// Both halves of `stream` have ended.
    void forget(YamuxStream stream) {
        boolean last;
        lock.lock();
        try {
            if (streams.remove(stream.id()) == null) {
                return;
            }
            backlog.remove(stream);
            settle(stream);
            strayBytes = Math.min(limits.strayBytesMax(), strayBytes + stream.underWay());
            last = peerLeaving && streams.isEmpty();
        } finally {
            lock.unlock();
        }
        stream.leaveSlot();
        if (last) {
            end(P2pException.network("the peer ended the session"), true, Frame.goAway(Frame.NORMAL));
        }
    }

    /// Makes room in the budget for a stream that needs it: buffers that are not in use go first, then the stream with
    /// the most bytes that nobody reads.
    void relieve(YamuxStream needy) {
        List<YamuxStream> all = all();
        long held = budget.used(Resource.MEMORY);
        all.forEach(stream -> stream.trim(true));
        if (budget.used(Resource.MEMORY) < held) {
            return;
        }
        YamuxStream largest = all.stream().max(Comparator.comparingInt(YamuxStream::unread)).orElse(needy);
        (largest.unread() > 0 ? largest : needy).reset(0);
    }

    /// Sees to it that buffers are given up when they have not been used for a while.
    void trimSoon() {
        if (trimming.compareAndSet(false, true)) {
            clock.after(limits.ringIdle(), this::trim);
        }
    }

    private void trim() {
        boolean held = outbox.trim();
        for (YamuxStream stream : all()) {
            held |= stream.trim(false);
        }
        trimming.set(false);
        if (held && cause == null) {
            trimSoon();
        }
    }

    private List<YamuxStream> all() {
        lock.lock();
        try {
            return new ArrayList<>(streams.values());
        } finally {
            lock.unlock();
        }
    }

    private void settle(YamuxStream stream) {
        if (!stream.isAcknowledged()) {
            stream.acknowledge();
            unacknowledged--;
            changed.signalAll();
        }
    }

    // ---- threads

    private void begin(String name, Scope.Task task) {
        lock.lock();
        try {
            threads++;
        } finally {
            lock.unlock();
        }
        if (!scope.start(name, () -> run(task))) {
            fail(P2pException.local("the session is closed"));
            ended();
        }
    }

    private void run(Scope.Task task) throws Exception {
        try {
            task.run();
        } finally {
            ended();
        }
    }

    private void send() throws IOException {
        outbox.run();
        channel.closeWrite();
    }

    /// A thread has ended; the last one closes the channel.
    private void ended() {
        lock.lock();
        try {
            threads--;
            if (threads == 0) {
                channel.close();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Ends the session, once. With a last frame for the peer, the channel is closed when the peer has it, or after a
    /// while; without one at once.
    private void end(P2pException why, boolean inOrder, Frame last) {
        List<YamuxStream> left;
        lock.lock();
        try {
            if (cause != null) {
                return;
            }
            cause = why;
            orderly = inOrder;
            left = new ArrayList<>(streams.values());
            streams.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        heartbeat.stop();
        for (YamuxStream stream : left) {
            stream.end(why);
            stream.leaveSlot();
        }
        outbox.finish(last);
        if (last == null) {
            channel.close();
        } else {
            clock.after(limits.goodbye(), channel::close);
        }
    }

    private static IOException interrupted() {
        Thread.currentThread().interrupt();
        return new ClosedByInterruptException();
    }
}
