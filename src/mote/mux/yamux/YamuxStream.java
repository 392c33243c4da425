package mote.mux.yamux;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import mote.budget.Reservation;
import mote.bytes.P2pException;
import mote.io.Duplex;
import mote.mux.Stream;
import mote.mux.StreamResetException;

/// One stream. The application's threads read and write it; the session's reading thread brings what the peer sends.
final class YamuxStream implements Stream {

    private final YamuxSession session;
    private final long id;
    private final boolean inbound;
    /// Counts the stream, until both halves have ended.
    private final Reservation slot;
    /// Counts the bytes of the ring.
    private final Reservation held;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition readable = lock.newCondition();
    private final Condition writable = lock.newCondition();
    // Guarded by lock.
    private final Ring ring = new Ring();
    private final ReceiveWindow receiveWindow;
    private final SendWindow sendWindow = new SendWindow();
    private boolean filling;
    private long received;
    private long receivedAtTrim;
    // Written under lock, read without.
    private volatile IOException failure;
    private volatile Halves halves = Halves.OPEN;
    // Written under the outbox's lock: SYN or ACK, which the first frame has to carry.
    private volatile int announcement;
    // Written under the session's lock.
    private volatile boolean acknowledged;

    YamuxStream(YamuxSession session, long id, boolean inbound, Reservation slot, Reservation held) {
        this.session = session;
        this.id = id;
        this.inbound = inbound;
        this.slot = slot;
        this.held = held;
        this.receiveWindow = new ReceiveWindow(session.clock().nanos());
        this.announcement = inbound ? Frame.ACK : Frame.SYN;
        this.acknowledged = inbound;
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
        return now.write() == Halves.Write.OPEN || isReadable(now);
    }

    @Override
    public int read(ByteBuffer dst) throws IOException {
        if (!dst.hasRemaining()) {
            return 0;
        }
        if (announcement != 0 && unread() == 0) {
            session.outbox().send(this, Frame.windowUpdate(0, id, 0));
        }
        int total = 0;
        ByteBuffer front = awaitFront(dst.remaining());
        while (front.hasRemaining()) {
            int count = front.remaining();
            dst.put(front);
            total += count;
            front = drained(count, dst.remaining());
        }
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
        } while (left > 0);
    }

    @Override
    public void closeWrite() {
        finish(false);
    }

    @Override
    public void close() {
        finish(true);
    }

    @Override
    public void stopReading(long code) {
        // The spec has no frame that asks the peer to stop: what it sends is discarded, and its window kept open.
        boolean ended;
        long unread;
        lock.lock();
        try {
            unread = ring.size();
            ended = change(Halves.Event.STOP_READING);
        } finally {
            lock.unlock();
        }
        discarded(unread);
        if (ended) {
            session.forget(this);
        }
    }

    @Override
    public void reset(long code) {
        boolean ended;
        lock.lock();
        try {
            ended = fail(new StreamResetException(false, code));
            change(Halves.Event.STOP_READING);
        } finally {
            lock.unlock();
        }
        if (ended) {
            session.outbox().post(this, Frame.windowUpdate(Frame.RST, id, code & Frame.UINT32_MAX));
            session.forget(this);
        }
    }

    @Override
    public String toString() {
        return "stream #" + id;
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

    /// Moves the body of a Data frame from the channel into the ring.
    ///
    /// @throws P2pException where the peer may not send that much
    void receive(Duplex channel, long length) throws IOException {
        arrive(length);
        long left = length;
        while (left > 0) {
            while (!makeRoom(left)) {
                session.relieve(this);
            }
            ByteBuffer space = space(left);
            if (space == null) {
                session.discard(left);
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
        boolean ended;
        lock.lock();
        try {
            ended = change(Halves.Event.PEER_FIN);
        } finally {
            lock.unlock();
        }
        if (ended) {
            session.forget(this);
        }
    }

    /// The peer has reset the stream.
    void peerReset(long code) {
        if (end(new StreamResetException(true, code))) {
            session.forget(this);
        }
    }

    // ---- called by the session

    /// Ends both halves, without telling the peer. Returns whether that was the end of the stream.
    boolean end(IOException cause) {
        lock.lock();
        try {
            return fail(cause);
        } finally {
            lock.unlock();
        }
    }

    /// Gives back what the session counts for the stream.
    void leaveSlot() {
        slot.close();
    }

    boolean isAcknowledged() {
        return acknowledged;
    }

    void acknowledge() {
        acknowledged = true;
    }

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
            return ring.size();
        } finally {
            lock.unlock();
        }
    }

    /// Bytes that the peer may still send, not knowing that the stream has ended.
    long underWay() {
        lock.lock();
        try {
            return halves.read() == Halves.Read.ENDED ? 0 : receiveWindow.left();
        } finally {
            lock.unlock();
        }
    }

    /// Gives up a drained ring that was not used since the last call, or at once where that is urgent. Returns whether
    /// a ring is still held.
    boolean trim(boolean urgent) {
        lock.lock();
        try {
            if (ring.size() == 0 && !filling && (urgent || received == receivedAtTrim)) {
                dropRing();
            }
            receivedAtTrim = received;
            return ring.capacity() > 0;
        } finally {
            lock.unlock();
        }
    }

    // ---- reading

    private ByteBuffer awaitFront(int max) throws IOException {
        lock.lock();
        try {
            while (ring.size() == 0 && halves.read() == Halves.Read.OPEN) {
                readable.await();
            }
            return switch (halves.read()) {
                case OPEN, ENDED -> ring.front(max);
                case STOPPED, RESET -> throw failure();
            };
        } catch (InterruptedException _) {
            throw interrupted();
        } finally {
            lock.unlock();
        }
    }

    /// `count` bytes were read: tells the peer where it is time to, and returns more of them, at most `max`.
    private ByteBuffer drained(int count, int max) {
        long credit = 0;
        ByteBuffer more;
        lock.lock();
        try {
            if (isReadable(halves)) {
                ring.drained(count);
                credit = consumed(count);
            }
            more = ring.front(max);
            if (halves.read() == Halves.Read.ENDED && ring.size() == 0) {
                dropRing();
            }
        } finally {
            lock.unlock();
        }
        if (credit > 0) {
            session.outbox().send(this, Frame.windowUpdate(0, id, credit));
        }
        return more;
    }

    /// The credit that the peer is to get now. Call with the lock.
    private long consumed(long count) {
        boolean comesMore = halves.read() == Halves.Read.OPEN || halves.read() == Halves.Read.STOPPED;
        return comesMore && receiveWindow.consume(count)
                ? receiveWindow.credit(session.clock().nanos(), session.rtt(), session.windowBytesMax()) : 0;
    }

    // ---- writing

    /// Blocks until the peer's window lets some of `wanted` bytes pass, and returns how many.
    private int grant(int wanted) throws IOException {
        lock.lock();
        try {
            while (true) {
                checkWritable();
                if (Thread.currentThread().isInterrupted()) {
                    throw interrupted();
                }
                int taken = sendWindow.take(wanted);
                if (taken > 0 || wanted == 0) {
                    return taken;
                }
                writable.await();
            }
        } catch (InterruptedException _) {
            throw interrupted();
        } finally {
            lock.unlock();
        }
    }

    // ---- filling

    private void arrive(long length) throws P2pException {
        lock.lock();
        try {
            // spec: closing a stream: "the sender will send no further data"
            if (length > 0 && halves.read() == Halves.Read.ENDED) {
                throw P2pException.peer("data after the end of " + this);
            }
            receiveWindow.arrive(length);
        } finally {
            lock.unlock();
        }
    }

    /// Sees to it that the ring has free space. It grows with what has arrived, not with what a header claims. Returns
    /// false where the budget forbids it.
    private boolean makeRoom(long wanted) {
        lock.lock();
        try {
            if (halves.read() != Halves.Read.OPEN) {
                return true;
            }
            long earned = Math.max(session.limits().ringBytesMin(), powerOfTwo(received + 1));
            int capacity = (int) Math.min(earned, powerOfTwo(ring.size() + wanted));
            if (capacity <= ring.capacity()) {
                return true;
            }
            if (!held.tryGrow(capacity - ring.capacity())) {
                return !ring.isFull();
            }
            if (ring.capacity() == 0) {
                session.trimSoon();
            }
            ring.resize(capacity);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Free bytes of the ring, at most `max`, or null where nobody wants them any more.
    private ByteBuffer space(long max) {
        lock.lock();
        try {
            filling = halves.read() == Halves.Read.OPEN;
            return filling ? ring.space((int) Math.min(max, Integer.MAX_VALUE)) : null;
        } finally {
            lock.unlock();
        }
    }

    private void filled(int count) {
        lock.lock();
        try {
            filling = false;
            received += count;
            if (halves.read() == Halves.Read.OPEN) {
                ring.filled(count);
                readable.signal();
                return;
            }
            dropRing();
        } finally {
            lock.unlock();
        }
        discarded(count);
    }

    private void discarded(long count) {
        long credit;
        lock.lock();
        try {
            credit = consumed(count);
        } finally {
            lock.unlock();
        }
        if (credit > 0) {
            session.outbox().post(this, Frame.windowUpdate(0, id, credit));
        }
    }

    // ---- ending

    private void finish(boolean both) {
        boolean wasOpen;
        boolean stuck;
        boolean ended;
        lock.lock();
        try {
            wasOpen = halves.write() == Halves.Write.OPEN;
            // Only a peer that is short of credit can be waiting: it would wait for ever.
            stuck = both && halves.read() == Halves.Read.OPEN && ring.size() >= receiveWindow.size() / 2;
            ended = both && change(Halves.Event.STOP_READING);
            ended |= change(Halves.Event.CLOSE_WRITE);
        } finally {
            lock.unlock();
        }
        if (wasOpen) {
            session.outbox().send(this, Frame.windowUpdate(Frame.FIN, id, 0));
        }
        if (stuck) {
            session.outbox().post(this, Frame.windowUpdate(Frame.RST, id, 0));
        }
        if (ended) {
            session.forget(this);
        }
    }

    private boolean fail(IOException cause) {
        if (halves.after(Halves.Event.RESET).equals(halves)) {
            return false;
        }
        failure = cause;
        return change(Halves.Event.RESET);
    }

    /// Returns whether the stream is done now, and was not before. Call with the lock.
    private boolean change(Halves.Event event) {
        Halves before = halves;
        halves = before.after(event);
        boolean willBeRead = halves.read() == Halves.Read.OPEN || halves.read() == Halves.Read.ENDED && ring.size() > 0;
        if (!willBeRead && !filling) {
            dropRing();
        }
        readable.signalAll();
        writable.signalAll();
        return halves.done() && !before.done();
    }

    private void dropRing() {
        held.shrink(ring.capacity());
        ring.clear();
    }

    private static boolean isReadable(Halves halves) {
        return halves.read() == Halves.Read.OPEN || halves.read() == Halves.Read.ENDED;
    }

    /// What reading or writing reports: a new exception each time, since it is another thread's or another call's.
    private IOException failure() {
        return switch (failure) {
            case null -> new ClosedChannelException();
            case StreamResetException reset ->
                new StreamResetException(reset.blame() == P2pException.Blame.PEER, reset.code());
            case P2pException known -> new P2pException(known.blame(), known.getMessage(), known);
            case IOException other -> other;
        };
    }

    private static IOException interrupted() {
        Thread.currentThread().interrupt();
        return new ClosedByInterruptException();
    }

    private static long powerOfTwo(long atLeast) {
        return Long.highestOneBit(2 * atLeast - 1);
    }
}
