package mote.mux.yamux;

import module java.base;
import mote.budget.*;
import mote.bytes.*;
import mote.io.*;
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

    /// Each has a permit when something has changed for who reads, or writes.
    private final Semaphore readable = new Semaphore(0);
    private final Semaphore writable = new Semaphore(0);
    // Each owned by who reads or writes.
    private long readSinceYield;
    private long writtenSinceYield;

    private final Object lock = new Object();
    // Guarded by lock.
    private final Arrivals arrivals;
    private final SendWindow sendWindow = new SendWindow();
    // Written under lock, read without.
    private volatile IOException failure;
    private volatile Halves halves = Halves.OPEN;
    // Written under the outbox's lock: SYN or ACK, which the first frame has to carry.
    private volatile int announcement;

    YamuxStream(YamuxSession session, long id, boolean inbound, Reservation slot, Arrivals arrivals) {
        this.session = session;
        this.id = id;
        this.inbound = inbound;
        this.slot = slot;
        this.arrivals = arrivals;
        this.announcement = inbound ? Frame.ACK : Frame.SYN;
    }

    @Override
    public long id() { return id; }

    @Override
    public boolean isInbound() { return inbound; }

    @Override
    public boolean isOpen() {
        Halves now = halves;
        return now.write() == Write.OPEN || now.isReadable();
    }

    @Override
    public int read(ByteBuffer dst) throws IOException {
        if (!dst.hasRemaining()) return 0;
        int total = 0;
        ByteBuffer front = awaitFront(dst.remaining());
        while (front.hasRemaining()) {
            int count = front.remaining();
            dst.put(front);
            total += count;
            front = drained(count, dst.remaining());
        }
        readSinceYield = yieldAfter(readSinceYield + total);
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
            writtenSinceYield = yieldAfter(writtenSinceYield + count);
        } while (left > 0);
    }

    @Override
    public void closeWrite() { apply(Event.CLOSE_WRITE, null, Frame.FIN, 0); }

    @Override
    public void close() {
        apply(Event.STOP_READING, null, 0, 0);
        closeWrite();
        boolean waiting;
        synchronized (lock) {
            waiting = halves.read() == Read.STOPPED && arrivals.windowLeft() == 0;
        }
        // A peer that has used up its window would wait for ever. What it sends later is answered by a reset.
        if (waiting) tell(Frame.RST, 0);
    }

    @Override
    public void stopReading(long code) {
        // The spec has no frame that asks the peer to stop: what it sends is discarded, and its window kept open.
        apply(Event.STOP_READING, null, 0, 0);
        discarded(0);
    }

    @Override
    public void reset(long code) { abort(new StreamResetException(false, code), code); }

    @Override
    public String toString() { return "stream #" + id; }

    /// Ends both halves, and tells the peer. Does not block.
    void abort(IOException cause, long code) {
        apply(Event.RESET, cause, Frame.RST, code & Frame.UINT32_MAX);
        apply(Event.STOP_READING, null, 0, 0);
    }

    /// Ends both halves without telling the peer, because it did so itself or the session has ended.
    void end(IOException cause) { apply(Event.RESET, cause, 0, 0); }

    // ---- called by the session's reading thread

    /// The peer lets this side send more.
    void credit(long delta) throws P2pException {
        synchronized (lock) {
            sendWindow.credit(delta);
        }
        signal(writable);
    }

    /// Moves the body of a Data frame from the channel to where it is read.
    ///
    /// @throws P2pException where the peer may not send that much
    void receive(Duplex channel, long length) throws IOException {
        synchronized (lock) {
            // spec: closing a stream: "the sender will send no further data"
            if (length > 0 && halves.read() == Read.ENDED) throw P2pException.peer("data after the end of " + this);
            arrivals.arrive(length);
        }
        for (long left = length; left > 0;) {
            ByteBuffer space = space(left);
            if (space == null) {
                session.inbox.discard(left);
                discarded(left);
                return;
            }
            int count = 0;
            try {
                count = channel.read(space);
            } finally {
                filled(Math.max(0, count));
            }
            if (count < 0) throw new EOFException("the peer ended in the middle of a frame");
            left -= count;
        }
    }

    /// The peer sends no more.
    void peerFinished() { apply(Event.PEER_FIN, null, 0, 0); }

    // ---- called by the parts of the session

    /// SYN or ACK where the peer has not got it yet. The caller sends it, under the outbox's lock.
    int announce() {
        int flags = announcement;
        announcement = 0;
        return flags;
    }

    void checkWritable() throws IOException {
        switch (halves.write()) {
            case OPEN -> { }
            case ENDED -> throw new ClosedChannelException();
            case RESET -> throw failure();
        }
    }

    /// Unread bytes.
    int unread() {
        synchronized (lock) {
            return arrivals.unread();
        }
    }

    /// Gives up memory that is not used. Returns whether some is still held.
    boolean trim(boolean urgent) {
        synchronized (lock) {
            arrivals.trim(urgent);
            return arrivals.isHeld();
        }
    }

    // ---- reading and writing

    /// Blocks until there are bytes to read, and returns them, at most `max`; none at the end.
    private ByteBuffer awaitFront(int max) throws IOException {
        while (true) {
            synchronized (lock) {
                if (!halves.isReadable()) throw failure();
                if (arrivals.unread() > 0 || halves.read() == Read.ENDED) return arrivals.front(max);
            }
            if (announcement != 0) tell(0, 0);
            YamuxSession.await(readable);
        }
    }

    /// `count` bytes were read: tells the peer where it is time to, and returns more of them, at most `max`.
    private ByteBuffer drained(int count, int max) {
        ByteBuffer more;
        long credit = 0;
        synchronized (lock) {
            if (halves.isReadable()) {
                arrivals.drained(count);
                credit = consumed(count);
            }
            if (halves.read() != Read.OPEN && arrivals.unread() == 0) arrivals.drop();
            more = arrivals.front(max);
        }
        tellCredit(credit);
        return more;
    }

    /// Blocks until the peer's window lets some of `wanted` bytes pass, and returns how many.
    private int awaitGrant(int wanted) throws IOException {
        while (true) {
            synchronized (lock) {
                checkWritable();
                int taken = sendWindow.take(wanted);
                if (taken > 0 || wanted == 0) return taken;
            }
            YamuxSession.await(writable);
        }
    }

    private static void signal(Semaphore changed) {
        if (changed.availablePermits() == 0) changed.release();
    }

    /// Lets others run every so many bytes: a thread that never has to wait would hold its core.
    private long yieldAfter(long bytes) {
        if (bytes < session.limits.yieldBytes()) return bytes;
        Thread.yield();
        return 0;
    }

    // ---- receiving

    /// Where to put at most `max` bytes, or null where nobody wants them any more.
    private ByteBuffer space(long max) {
        while (true) {
            synchronized (lock) {
                if (halves.read() != Read.OPEN) return null;
                if (arrivals.makeRoom(max)) {
                    session.trimSoon();
                    return arrivals.space(max);
                }
            }
            session.relieve(this);
        }
    }

    private void filled(int count) {
        boolean wanted;
        synchronized (lock) {
            wanted = halves.read() == Read.OPEN;
            arrivals.filled(count, wanted);
        }
        signal(readable);
        if (!wanted) discarded(count);
    }

    private void discarded(long count) {
        long credit;
        synchronized (lock) {
            credit = consumed(count);
        }
        tellCredit(credit);
        if (count > 0 && halves.isDone()) tell(Frame.RST, 0);
    }

    /// The credit that the peer gets now; none where it sends no more, or to nobody. Call with the lock.
    private long consumed(long count) {
        return (halves.read() == Read.OPEN || halves.read() == Read.STOPPED) && !halves.isDone()
                ? arrivals.consumed(count, session.clock.nanos(), session.heartbeat.rtt()) : 0;
    }

    private void tellCredit(long credit) {
        if (credit > 0) {
            session.heartbeat.measure();
            tell(0, credit);
        }
    }

    private void tell(int flags, long length) { session.outbox.post(this, Frame.windowUpdate(flags, id, length)); }

    // ---- ending

    /// Makes the transition. Where it is one, the peer is told with `flags`, if there are any.
    private void apply(Event event, IOException cause, int flags, long code) {
        Halves before;
        Halves after;
        long underWay;
        synchronized (lock) {
            before = halves;
            after = before.after(event);
            if (after.equals(before)) return;
            failure = cause == null ? failure : cause;
            halves = after;
            if (!after.isReadable() || after.read() == Read.ENDED && arrivals.unread() == 0) arrivals.drop();
            underWay = after.read() == Read.ENDED ? 0 : arrivals.windowLeft();
        }
        signal(readable);
        signal(writable);
        if (flags != 0) tell(flags, code);
        if (after.isDone() && !before.isDone()) {
            slot.close();
            session.forget(this, underWay);
        }
    }

    /// What reading or writing reports: a new exception each time, since it is another call's.
    private IOException failure() {
        return switch (failure) {
            case null -> new ClosedChannelException();
            case StreamResetException reset ->
                new StreamResetException(reset.blame() == P2pException.Blame.PEER, reset.code());
            case P2pException known -> new P2pException(known.blame(), known.getMessage(), known);
            case IOException other -> other;
        };
    }
}
