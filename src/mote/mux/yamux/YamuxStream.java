package mote.mux.yamux;

import module java.base;
import mote.budget.*;
import mote.bytes.*;
import mote.mux.*;
import mote.mux.yamux.Halves.Event;
import mote.mux.yamux.Halves.Read;
import mote.mux.yamux.Halves.Write;

/// One stream. The application's threads read and write it; the session's reading thread brings what the peer sends.
final class YamuxStream implements Stream {

    private final YamuxSession session;
    private final long id;
    private final boolean inbound;
    /// Counts the stream, until both halves have ended.
    private final Reservation slot;

    /// Whether the peer has still to answer on this stream, which this side has opened.
    final AtomicBoolean unanswered;

    /// Each has a permit when something has changed for who reads, or writes.
    private final Semaphore readable = new Semaphore(0);
    private final Semaphore writable = new Semaphore(0);
    // Each owned by who reads or writes.
    private long readSinceYield;
    private long writtenSinceYield;

    final Arrivals arrivals;
    private final SendWindow sendWindow = new SendWindow();
    // Written under the monitor of arrivals, read without.
    private volatile Supplier<IOException> failure = ClosedChannelException::new;
    private volatile Halves halves = Halves.OPEN;
    /// SYN or ACK, which the first frame has to carry, and 0 after it.
    private final AtomicInteger announcement;

    YamuxStream(YamuxSession session, long id, boolean inbound, Reservation slot) throws OverBudgetException {
        this.session = session;
        this.id = id;
        this.inbound = inbound;
        this.slot = slot;
        this.unanswered = new AtomicBoolean(!inbound);
        this.arrivals = new Arrivals(session);
        this.announcement = new AtomicInteger(inbound ? Frame.ACK : Frame.SYN);
    }

    @Override public long id() { return id; }

    @Override public boolean isInbound() { return inbound; }

    @Override public boolean isOpen() { return halves.isOpen(); }

    @Override
    public int read(ByteBuffer dst) throws IOException {
        if (!dst.hasRemaining()) return 0;
        int total = 0;
        for (ByteBuffer front = awaitFront(dst.remaining()); front.hasRemaining();) {
            int count = front.remaining();
            dst.put(front);
            total += count;
            front = drained(count, dst.remaining());
        }
        readSinceYield = session.yieldAfter(readSinceYield + total);
        return total == 0 ? -1 : total;
    }

    @Override
    public void writeAll(ByteBuffer... parts) throws IOException {
        int left = 0;
        for (ByteBuffer part : parts) {
            left = Math.addExact(left, part.remaining());
        }
        do {
            int count = awaitGrant(Math.min(left, session.limits.writeBytesMax()));
            if (count > 0) session.outbox.data(this, parts, count);
            left -= count;
            writtenSinceYield = session.yieldAfter(writtenSinceYield + count);
        } while (left > 0);
    }

    @Override public void closeWrite() { apply(Event.CLOSE_WRITE, null, Frame.FIN, 0); }

    @Override
    public void close() {
        apply(Event.STOP_READING, null, 0, 0);
        closeWrite();
    }

    @Override
    public void stopReading(long code) {
        // The spec has no frame that asks the peer to stop: what it sends is discarded, and its window kept open.
        apply(Event.STOP_READING, null, 0, 0);
        consumed(0);
    }

    @Override public void reset(long code) { abort(() -> new StreamResetException(false, code), code); }

    @Override public String toString() { return "stream #" + id; }

    /// Ends both halves, and tells the peer. Does not block.
    void abort(Supplier<IOException> cause, long code) {
        apply(Event.RESET, cause, Frame.RST, code & Frame.UINT32_MAX);
        apply(Event.STOP_READING, null, 0, 0);
    }

    /// Ends both halves without telling the peer, because it did so itself or the session has ended.
    void end(Supplier<IOException> cause) { apply(Event.RESET, cause, 0, 0); }

    // ---- called by the parts of the session

    /// Takes a frame, whose body is still in the channel.
    ///
    /// @throws P2pException where the peer may not send it
    void receive(Frame frame) throws IOException {
        // Where there is no body, the length is credit, or the reason of a reset.
        long other = frame.length() - frame.bodyBytes();
        if (frame.type() == Frame.Type.DATA) {
            body(frame.length());
        } else if (!frame.has(Frame.RST)) {
            sendWindow.credit(other);
            YamuxSession.signal(writable);
        }
        if (frame.has(Frame.RST)) {
            end(() -> new StreamResetException(true, other));
        } else if (frame.has(Frame.FIN)) {
            apply(Event.PEER_FIN, null, 0, 0);
        }
    }

    /// SYN or ACK where the peer has not got it yet. The caller sends it, under the outbox's lock.
    int announce() { return announcement.getAndSet(0); }

    void checkWritable() throws IOException {
        Write now = halves.write();
        if (now != Write.OPEN) throw now == Write.ENDED ? new ClosedChannelException() : failure.get();
    }

    // ---- reading and writing

    /// Blocks until there are bytes to read, and returns them, at most `max`; none at the end.
    private ByteBuffer awaitFront(int max) throws IOException {
        while (true) {
            synchronized (arrivals) {
                if (!halves.isReadable()) throw failure.get();
                if (arrivals.unread() > 0 || halves.read() == Read.ENDED) return arrivals.front(max);
            }
            if (announcement.get() != 0) tell(0, 0);
            YamuxSession.await(readable);
        }
    }

    /// `count` bytes were read: tells the peer where it is time to, and returns more of them, at most `max`.
    private ByteBuffer drained(int count, int max) {
        synchronized (arrivals) {
            if (halves.isReadable()) {
                arrivals.drained(count);
                consumed(count);
            }
            if (halves.read() != Read.OPEN && arrivals.unread() == 0) arrivals.drop();
            return arrivals.front(max);
        }
    }

    /// Blocks until the peer's window lets some of `wanted` bytes pass, and returns how many.
    private int awaitGrant(int wanted) throws IOException {
        while (true) {
            checkWritable();
            int taken = sendWindow.take(wanted);
            if (taken > 0 || wanted == 0) return taken;
            YamuxSession.await(writable);
        }
    }

    // ---- receiving

    /// Moves the body of a Data frame from the channel to where it is read.
    private void body(long length) throws IOException {
        // spec: closing a stream: "the sender will send no further data"
        if (length > 0 && halves.read() == Read.ENDED) throw P2pException.peer("data after the end of " + this);
        arrivals.arrive(length);
        long left = length;
        boolean wanted = halves.read() == Read.OPEN;
        while (left > 0 && wanted) {
            ByteBuffer space = arrivals.space(left);
            if (!space.hasRemaining() && !session.budget.reclaim()) session.giveUp(this);
            int begin = space.position();
            try {
                if (session.channel.read(space) < 0) throw new EOFException("the peer ended in the middle of a frame");
            } finally {
                synchronized (arrivals) {
                    arrivals.filled(space.position() - begin);
                    wanted = halves.read() == Read.OPEN;
                    if (!wanted) arrivals.drop();
                }
            }
            left -= space.position() - begin;
            YamuxSession.signal(readable);
            session.trimSoon();
        }
        if (length > 0 && !wanted) {
            session.inbox.discard(left);
            consumed(left);
            if (halves.isDone()) tell(Frame.RST, 0);
        }
    }

    /// Counts bytes that were read or discarded, and gives the peer credit for them where it is time to.
    private void consumed(long count) {
        long credit = halves.isReceiving() ? arrivals.consumed(count) : 0;
        if (credit > 0) tell(0, credit);
    }

    private void tell(int flags, long length) { session.outbox.post(this, Frame.windowUpdate(flags, id, length)); }

    // ---- ending

    /// Makes the transition. Where it is one, the peer is told with `flags`, if there are any.
    private void apply(Event event, Supplier<IOException> cause, int flags, long code) {
        synchronized (arrivals) {
            Halves before = halves;
            Halves after = before.after(event);
            if (after.equals(before)) return;
            failure = cause == null ? failure : cause;
            halves = after;
            if (!after.isReadable() || after.read() == Read.ENDED && arrivals.unread() == 0) arrivals.drop();
            YamuxSession.signal(readable);
            YamuxSession.signal(writable);
            if (flags != 0) tell(flags, code);
            if (after.isDone() && !before.isDone()) {
                slot.close();
                session.streams.remove(this, after.read() == Read.ENDED ? 0 : arrivals.windowLeft());
                // A peer that has used up its window would wait for ever. What it sends later is answered by a reset.
                if (after.isClosed() && arrivals.windowLeft() == 0) tell(Frame.RST, 0);
            }
        }
    }
}
