package mote.mux.yamux;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import mote.budget.Reservation;
import mote.bytes.P2pException;
import mote.io.Duplex;
import mote.mux.Stream;
import mote.mux.StreamResetException;
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

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition readable = lock.newCondition();
    private final Condition writable = lock.newCondition();
    // Each owned by who reads or writes.
    private long read;
    private long written;
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
    public long id() {
        return id;
    }

    @Override
    public boolean isInbound() {
        return inbound;
    }

    @Override
    public boolean isOpen() {
        Halves now = halves;
        return now.write() == Write.OPEN || now.isReadable();
    }

    @Override
    public int read(ByteBuffer dst) throws IOException {
        if (!dst.hasRemaining()) {
            return 0;
        }
        if (announcement != 0 && unread() == 0) {
            session.outbox().post(this, Frame.windowUpdate(0, id, 0));
        }
        int total = 0;
        ByteBuffer front = awaitFront(dst.remaining());
        while (front.hasRemaining()) {
            int count = front.remaining();
            dst.put(front);
            total += count;
            front = drained(count, dst.remaining());
        }
        read = yieldAfter(read + total);
        return total == 0 ? -1 : total;
    }

    @Override
    public void writeAll(ByteBuffer... parts) throws IOException {
        int left = 0;
        for (ByteBuffer part : parts) {
            left = Math.addExact(left, part.remaining());
        }
        do {
            int count = grant(Math.min(left, session.limits().writeBytesMax()));
            if (count > 0) {
                session.outbox().data(this, parts, count);
            }
            left -= count;
            written = yieldAfter(written + count);
        } while (left > 0);
    }

    @Override
    public void closeWrite() {
        apply(Event.CLOSE_WRITE, null, Frame.windowUpdate(Frame.FIN, id, 0));
    }

    @Override
    public void close() {
        apply(Event.STOP_READING, null, null);
        closeWrite();
        if (isPeerWaiting()) {
            session.outbox().post(this, Frame.windowUpdate(Frame.RST, id, 0));
        }
    }

    @Override
    public void stopReading(long code) {
        // The spec has no frame that asks the peer to stop: what it sends is discarded, and its window kept open.
        apply(Event.STOP_READING, null, null);
        discarded(0);
    }

    @Override
    public void reset(long code) {
        abort(new StreamResetException(false, code), code);
    }

    @Override
    public String toString() {
        return "stream #" + id;
    }

    /// Ends both halves, and tells the peer. Does not block.
    void abort(IOException cause, long code) {
        apply(Event.RESET, cause, Frame.windowUpdate(Frame.RST, id, code & Frame.UINT32_MAX));
        apply(Event.STOP_READING, null, null);
    }

    /// Ends both halves without telling the peer, because it did so itself or the session has ended.
    void end(IOException cause) {
        apply(Event.RESET, cause, null);
    }

    // ---- called by the session's reading thread

    /// The peer lets this side send more.
    void credit(long delta) throws P2pException {
        lock.lock();
        try {
            sendWindow.credit(delta);
            writable.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Moves the body of a Data frame from the channel to where it is read.
    ///
    /// @throws P2pException where the peer may not send that much
    void receive(Duplex channel, long length) throws IOException {
        arrive(length);
        for (long left = length; left > 0;) {
            ByteBuffer space = space(left);
            while (space != null && !space.hasRemaining()) {
                session.relieve(this);
                space = space(left);
            }
            if (space == null) {
                session.inbox().discard(left);
                discarded(left);
                return;
            }
            int count = 0;
            try {
                count = channel.read(space);
            } finally {
                filled(Math.max(0, count));
            }
            if (count < 0) {
                throw new EOFException("the peer ended in the middle of a frame");
            }
            left -= count;
        }
    }

    /// The peer sends no more.
    void peerFinished() {
        apply(Event.PEER_FIN, null, null);
    }

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
        lock.lock();
        try {
            return arrivals.unread();
        } finally {
            lock.unlock();
        }
    }

    /// Gives up memory that is not used. Returns whether some is still held.
    boolean trim(boolean urgent) {
        lock.lock();
        try {
            arrivals.trim(urgent);
            return arrivals.isHeld();
        } finally {
            lock.unlock();
        }
    }

    // ---- reading and writing

    /// Lets others run every so many bytes: a thread that never has to wait would hold its core.
    private long yieldAfter(long bytes) {
        if (bytes < session.limits().yieldBytes()) {
            return bytes;
        }
        Thread.yield();
        return 0;
    }

    private ByteBuffer awaitFront(int max) throws IOException {
        lock.lock();
        try {
            while (arrivals.unread() == 0 && halves.read() == Read.OPEN) {
                readable.await();
            }
            if (!halves.isReadable()) {
                throw failure();
            }
            return arrivals.front(max);
        } catch (InterruptedException _) {
            throw YamuxSession.interrupted();
        } finally {
            lock.unlock();
        }
    }

    /// `count` bytes were read: tells the peer where it is time to, and returns more of them, at most `max`.
    private ByteBuffer drained(int count, int max) {
        ByteBuffer more;
        long credit = 0;
        lock.lock();
        try {
            if (halves.isReadable()) {
                arrivals.drained(count);
                credit = consumed(count);
            }
            if (halves.read() != Read.OPEN && arrivals.unread() == 0) {
                arrivals.drop();
            }
            more = arrivals.front(max);
        } finally {
            lock.unlock();
        }
        tell(credit);
        return more;
    }

    /// Blocks until the peer's window lets some of `wanted` bytes pass, and returns how many.
    private int grant(int wanted) throws IOException {
        lock.lock();
        try {
            while (true) {
                checkWritable();
                // The channel would be closed by a write of an interrupted thread.
                if (Thread.currentThread().isInterrupted()) {
                    throw YamuxSession.interrupted();
                }
                int taken = sendWindow.take(wanted);
                if (taken > 0 || wanted == 0) {
                    return taken;
                }
                writable.await();
            }
        } catch (InterruptedException _) {
            throw YamuxSession.interrupted();
        } finally {
            lock.unlock();
        }
    }

    // ---- receiving

    private void arrive(long length) throws P2pException {
        lock.lock();
        try {
            // spec: closing a stream: "the sender will send no further data"
            if (length > 0 && halves.read() == Read.ENDED) {
                throw P2pException.peer("data after the end of " + this);
            }
            arrivals.arrive(length);
        } finally {
            lock.unlock();
        }
    }

    /// Where to put at most `max` bytes: nowhere, an empty buffer, where the budget forbids it; null where nobody wants
    /// them any more.
    private ByteBuffer space(long max) {
        lock.lock();
        try {
            if (halves.read() != Read.OPEN) {
                return null;
            }
            if (!arrivals.isHeld()) {
                session.trimSoon();
            }
            return arrivals.makeRoom(max) ? arrivals.space(max) : arrivals.front(0);
        } finally {
            lock.unlock();
        }
    }

    private void filled(int count) {
        boolean wanted;
        lock.lock();
        try {
            wanted = halves.read() == Read.OPEN;
            arrivals.filled(count, wanted);
            readable.signal();
        } finally {
            lock.unlock();
        }
        if (!wanted) {
            discarded(count);
        }
    }

    private void discarded(long count) {
        long credit;
        lock.lock();
        try {
            credit = consumed(count);
        } finally {
            lock.unlock();
        }
        tell(credit);
        if (count > 0 && halves.isDone()) {
            session.outbox().post(this, Frame.windowUpdate(Frame.RST, id, 0));
        }
    }

    /// The credit that the peer gets now; none where it sends no more, or to nobody.
    private long consumed(long count) {
        return (halves.read() == Read.OPEN || halves.read() == Read.STOPPED) && !halves.isDone()
                ? arrivals.consumed(count, session.clock().nanos(), session.heartbeat().rtt()) : 0;
    }

    private void tell(long credit) {
        if (credit > 0) {
            session.heartbeat().measure();
            session.outbox().post(this, Frame.windowUpdate(0, id, credit));
        }
    }

    // ---- ending

    /// Whether the peer has used up its window and would wait for ever: all that it sends later is answered by a reset.
    private boolean isPeerWaiting() {
        lock.lock();
        try {
            return halves.read() == Read.STOPPED && arrivals.windowLeft() == 0;
        } finally {
            lock.unlock();
        }
    }

    /// Makes the transition. Where it is one, the peer is told with `frame`, if there is one.
    private void apply(Event event, IOException cause, Frame frame) {
        Halves before;
        Halves after;
        long underWay;
        lock.lock();
        try {
            before = halves;
            after = before.after(event);
            if (after.equals(before)) {
                return;
            }
            failure = cause == null ? failure : cause;
            halves = after;
            if (!after.isReadable() || after.read() == Read.ENDED && arrivals.unread() == 0) {
                arrivals.drop();
            }
            underWay = after.read() == Read.ENDED ? 0 : arrivals.windowLeft();
            readable.signalAll();
            writable.signalAll();
        } finally {
            lock.unlock();
        }
        if (frame != null) {
            session.outbox().post(this, frame);
        }
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
