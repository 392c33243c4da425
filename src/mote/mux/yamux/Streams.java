package mote.mux.yamux;

import module java.base;
import mote.budget.*;
import mote.bytes.*;

/// The streams of a session: those that are open, those that nobody has accepted, those that have been.
final class Streams {

    private final YamuxSession session;

    /// A permit for each stream that may be opened before the peer answers on another. At the end there is one that
    /// all who wait pass on.
    private final Semaphore mayOpen;
    /// Has permits when something has changed for who accepts.
    private final Semaphore mayAccept = new Semaphore(0);

    // Guarded by this.
    private final StreamIds ids;
    private final Map<Long, YamuxStream> open = new LinkedHashMap<>();
    private final Deque<YamuxStream> backlog = new ArrayDeque<>();
    /// Bytes that the peer may still send to streams that have ended.
    private long strayBytes;
    private boolean peerLeaving;

    Streams(YamuxSession session, boolean dialer) {
        this.session = session;
        this.ids = new StreamIds(dialer, session.limits.streamsUnacknowledged());
        this.mayOpen = new Semaphore(session.limits.streamsUnacknowledged());
    }

    /// A new stream of this side. Blocks while the peer leaves too many without an answer.
    ///
    /// @throws IOException where the session has ended or the peer takes no more
    YamuxStream open() throws IOException {
        Reservation slot = session.budget.reserve(Resource.STREAMS_OUT, 1);
        try {
            YamuxSession.await(mayOpen);
            synchronized (this) {
                if (session.isOpen() && !peerLeaving) return add(ids.next(), false, slot);
                mayOpen.release();
                throw session.isOpen() ? P2pException.network("the peer accepts no more streams") : session.failure();
            }
        } catch (IOException failure) {
            slot.close();
            throw failure;
        }
    }

    /// The next stream of the peer. Blocks until there is one.
    ///
    /// @return null where the session has ended
    YamuxStream accept() throws IOException {
        while (true) {
            synchronized (this) {
                if (!backlog.isEmpty() || !session.isOpen()) return backlog.poll();
            }
            YamuxSession.await(mayAccept);
        }
    }

    /// A stream that the peer opens, or null where that is over a limit.
    ///
    /// @throws P2pException where it may not use this id
    synchronized YamuxStream admit(long id) throws P2pException {
        ids.use(id);
        Reservation slot = session.budget.reserve(Resource.STREAMS_IN, 0);
        // Whoever takes a stream in must be able to hold its first bytes.
        if (!session.isOpen() || backlog.size() >= session.limits.streamsUnacknowledged()
                || session.budget.free(Resource.MEMORY) < session.limits.chunkBytesMin() || !slot.tryGrow(1)) {
            allow(Frame.WINDOW_BYTES);
            return null;
        }
        YamuxStream stream = add(id, true, slot);
        backlog.add(stream);
        mayAccept.release();
        return stream;
    }

    synchronized YamuxStream find(long id) { return open.get(id); }

    /// The peer has answered on a stream. An answer without ACK is one, too.
    void acknowledge(YamuxStream stream) {
        if (stream.unanswered.compareAndSet(true, false)) mayOpen.release();
    }

    /// Counts the bytes of a frame for a stream that has ended. They cannot be more than its window allowed.
    ///
    /// @throws P2pException where they are, or there was no such stream
    synchronized void countStray(Frame frame) throws P2pException {
        long id = frame.stream();
        long bytes = frame.bodyBytes();
        // rust-yamux ends streams that it has opened, not used, and never announced.
        if (frame.has(Frame.FIN | Frame.RST) && !ids.isUsed(id) && !ids.isOwn(id)) ids.use(id);
        if (!ids.isUsed(id)) throw P2pException.peer("a frame for stream id " + id + ", which was never opened");
        if (bytes > strayBytes) throw P2pException.peer("data for streams that have ended, beyond their windows");
        strayBytes -= bytes;
    }

    /// A stream has ended, and the peer may still send it `underWay` bytes, not knowing that.
    synchronized void remove(YamuxStream stream, long underWay) {
        open.remove(stream.id());
        // Nobody will read what has come for a stream that ends before it is accepted.
        if (backlog.remove(stream)) stream.stopReading(0);
        acknowledge(stream);
        allow(underWay);
        endAfterLast();
    }

    /// The peer takes no more streams; those that there are may still come to their ends.
    ///
    /// @throws P2pException where it has said so before
    synchronized void peerLeaves() throws P2pException {
        if (peerLeaving) throw P2pException.peer("a second Go Away");
        peerLeaving = true;
        mayOpen.release();
        endAfterLast();
    }

    /// No more streams. Returns those that there are.
    synchronized List<YamuxStream> end() {
        mayOpen.release();
        mayAccept.release();
        return all();
    }

    synchronized List<YamuxStream> all() { return new ArrayList<>(open.values()); }

    private void endAfterLast() {
        if (peerLeaving && open.isEmpty()) {
            session.end(() -> P2pException.network("the peer ended the session"), true, Frame.goAway(Frame.NORMAL));
        }
    }

    private YamuxStream add(long id, boolean inbound, Reservation slot) throws OverBudgetException {
        var stream = new YamuxStream(session, id, inbound, slot);
        open.put(id, stream);
        return stream;
    }

    private void allow(long bytes) { strayBytes = Math.min(session.limits.strayBytesMax(), strayBytes + bytes); }
}
