package mote.mux.yamux;

import module java.base;
import mote.bytes.*;
import mote.task.*;

/// What goes out. The thread that has something to say writes it itself, in its turn; small frames wait for whoever
/// writes next.
///
/// ```
///   writer of much ── waits for its turn ──┐
///   writer of little ──> | pending | ──────┤ writeAll(pending, header, body, header, body) ──> channel
///   reading thread ────> | frames  |       │
///                             └── nobody writing? start a sender ───┘
/// ```
///
/// Turns are fair, so that a stream that moves bulk cannot starve another. A thread that finds somebody else writing
/// leaves its small frame behind and goes on. The reading thread only ever leaves frames behind: it must not block on
/// a write, or two peers that write to each other would wait for each other for ever.
///
/// Nothing pending is forgotten: who adds a frame then looks for somebody who writes; who ends a turn then looks for
/// frames. One of both sees the other.
final class Outbox {

    private static final byte[] NONE = {};

    private final YamuxSession session;
    private final ReentrantLock turn = new ReentrantLock(true);
    /// Whether a thread of the session is there to write what is pending. It ends with the last frame: a connection
    /// that is idle costs no thread to send.
    private final AtomicBoolean sending = new AtomicBoolean();
    // Guarded by this.
    private byte[] frames = NONE;
    /// The array of the turn before, or of the one that is written now.
    private byte[] spare = NONE;
    private int pings;
    // Written under this, read without.
    private volatile int pending;
    private volatile boolean finishing;
    // Written in the turn.
    private volatile boolean writing;
    private volatile long writingSince;
    /// Whether a timer looks at the write that is under way.
    private final AtomicBoolean watched = new AtomicBoolean();
    private volatile Clock.Timer watch = () -> { };

    Outbox(YamuxSession session) { this.session = session; }

    /// Sends the next `count` bytes of `parts`. Blocks until they are written or, where they are few and another
    /// thread writes, left to be sent along.
    void data(YamuxStream stream, ByteBuffer[] parts, int count) throws IOException {
        // A write of an interrupted thread would close the channel.
        if (Thread.currentThread().isInterrupted()) throw new ClosedByInterruptException();
        boolean isSmall = count <= session.limits.gatherBytesMax();
        if (!isSmall || !isTaken() || !leave(stream, parts, count)) transmit(stream, parts, count);
    }

    /// Has a frame sent, by another thread. Does not block.
    ///
    /// @param stream the stream that it belongs to, or null
    void post(YamuxStream stream, Frame frame) {
        if (!add(stream, frame)) session.fail(P2pException.peer("the peer does not read what it asks for"));
        handOver();
    }

    /// No more frames but what is pending, and this one where it is not null.
    void finish(Frame last) {
        synchronized (this) {
            if (last != null) put(last);
            finishing = true;
        }
        watch.cancel();
        startSending();
    }

    /// Gives up buffers that are not needed now. Returns whether something is still held.
    synchronized boolean trim() {
        spare = NONE;
        frames = pending == 0 ? NONE : frames;
        return frames.length > 0;
    }

    /// Waits for the turn, and writes what is pending and then the next `count` bytes of the stream.
    private void transmit(YamuxStream stream, ByteBuffer[] parts, int count) throws IOException {
        turn.lock();
        try {
            List<ByteBuffer> out = take(stream, parts, count);
            if (!out.isEmpty()) write(out.toArray(ByteBuffer[]::new));
        } finally {
            turn.unlock();
            handOver();
        }
    }

    private synchronized List<ByteBuffer> take(YamuxStream stream, ByteBuffer[] parts, int count) throws IOException {
        if (stream != null) stream.checkWritable();
        List<ByteBuffer> out = new ArrayList<>(2 * session.limits.framesPerWrite() + parts.length + 1);
        if (pending > 0) {
            byte[] taken = frames;
            out.add(ByteBuffer.wrap(taken, 0, pending));
            frames = spare;
            spare = taken;
            pending = 0;
            pings = 0;
        }
        int left = count;
        int body = 0;
        for (ByteBuffer part : parts) {
            while (left > 0 && part.hasRemaining()) {
                if (body == 0) {
                    body = Math.min(left, session.limits.bodyBytesMax());
                    out.add(Frame.data(stream.announce(), stream.id(), body)
                            .encode(ByteBuffer.allocate(Frame.HEADER_BYTES)).flip());
                }
                int slice = Math.min(body, part.remaining());
                out.add(part.slice(part.position(), slice));
                part.position(part.position() + slice);
                body -= slice;
                left -= slice;
            }
        }
        return out;
    }

    private void write(ByteBuffer[] out) throws IOException {
        writingSince = session.clock.nanos();
        writing = true;
        watch(session.limits.write());
        try {
            session.channel.writeAll(out);
        } catch (IOException failure) {
            session.fail(failure);
            throw session.failure();
        } finally {
            writing = false;
        }
    }

    private boolean isTaken() { return turn.isLocked() || turn.hasQueuedThreads(); }

    /// Where frames wait and nobody is about to write them, starts the sender.
    private void handOver() {
        if (pending > 0 && !isTaken()) startSending();
    }

    private void startSending() {
        if (sending.compareAndSet(false, true)) session.start("send", this::send);
    }

    /// What the sender does, until all is sent.
    private void send() throws IOException {
        do {
            transmit(null, new ByteBuffer[0], 0);
        } while (pending > 0);
        sending.set(false);
        if (finishing) session.channel.closeWrite();
        handOver();
    }

    /// Appends a small write to what is pending. Returns false where that is too much already.
    private synchronized boolean leave(YamuxStream stream, ByteBuffer[] parts, int count) throws IOException {
        stream.checkWritable();
        if (pending + Frame.HEADER_BYTES + count > session.limits.pendingDataBytesMax()) return false;
        put(Frame.data(stream.announce(), stream.id(), count));
        int left = count;
        for (ByteBuffer part : parts) {
            int moved = Math.min(left, part.remaining());
            part.get(frames, pending, moved);
            pending += moved;
            left -= moved;
        }
        handOver();
        return true;
    }

    /// Appends a frame. Returns false where the peer has asked for so much and does not read the answers.
    private synchronized boolean add(YamuxStream stream, Frame frame) {
        int flags = frame.has(Frame.RST) || stream == null ? frame.flags() : frame.flags() | stream.announce();
        boolean isEmpty = frame.type() == Frame.Type.WINDOW_UPDATE && flags == 0 && frame.length() == 0;
        if (finishing || isEmpty) return true;
        boolean isAnswer = frame.type() == Frame.Type.PING && frame.has(Frame.ACK);
        if (pending + Frame.HEADER_BYTES > session.limits.pendingBytesMax()
                || isAnswer && ++pings > session.limits.pingsPending()) {
            return false;
        }
        put(new Frame(frame.type(), flags, frame.stream(), frame.length()));
        return true;
    }

    private void put(Frame frame) {
        int end = pending + Frame.HEADER_BYTES + (int) frame.bodyBytes();
        if (end > frames.length) frames = Arrays.copyOf(frames, Math.max(256, Integer.highestOneBit(2 * end - 1)));
        frame.encode(ByteBuffer.wrap(frames, pending, Frame.HEADER_BYTES));
        pending += Frame.HEADER_BYTES;
    }

    /// Sees to it that somebody looks at the write that begins.
    private void watch(Duration time) {
        // What is written after the end is bounded by the time for a goodbye; a timer would hold the session longer.
        if (!finishing && watched.compareAndSet(false, true)) watch = session.clock.after(time, this::look);
    }

    private void look() {
        watched.set(false);
        if (!writing) return;
        long left = session.limits.write().toNanos() - (session.clock.nanos() - writingSince);
        if (left > 0) {
            watch(Duration.ofNanos(left));
        } else {
            session.fail(P2pException.network("no write was taken for " + session.limits.write().toSeconds() + " s"));
        }
    }
}
