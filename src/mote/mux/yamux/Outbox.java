package mote.mux.yamux;

import module java.base;
import mote.bytes.*;
import mote.io.*;
import mote.task.*;

/// What goes out. The thread that has something to say writes it itself, in its turn; small frames wait for whoever
/// writes next.
///
/// ```
///   writer of much ── waits for its turn ──┐
///   writer of little ──> | pending | ──────┤ writeAll(pending, header, body, header, body) ──> channel
///   reading thread ────> | frames  |       │
///                             └── nobody writing? wake the sender ──┘
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
    private final Limits limits;
    private final Duplex channel;
    private final Clock clock;

    private final ReentrantLock turn = new ReentrantLock(true);
    /// Has a permit when there is something for the sender to do.
    private final Semaphore awake = new Semaphore(0);
    // Guarded by this.
    private byte[] frames = NONE;
    private byte[] spare = NONE;
    private int pings;
    private boolean watched;
    // Written under this, read without.
    private volatile int pending;
    private volatile boolean finishing;
    // Written in the turn.
    private volatile boolean writing;
    private volatile long writingSince;

    Outbox(YamuxSession session, Duplex channel, Limits limits, Clock clock) {
        this.session = session;
        this.channel = channel;
        this.limits = limits;
        this.clock = clock;
    }

    /// Sends the next `count` bytes of `parts`. Blocks until they are written or, where they are few and another
    /// thread writes, left to be sent along.
    void data(YamuxStream stream, ByteBuffer[] parts, int count) throws IOException {
        // A write of an interrupted thread would close the channel.
        if (Thread.currentThread().isInterrupted()) throw new ClosedByInterruptException();
        boolean small = count <= limits.gatherBytesMax();
        if (!small || turn.hasQueuedThreads() || !turn.tryLock()) {
            if (small && leave(stream, parts, count)) {
                handOver();
                return;
            }
            turn.lock();
        }
        try {
            transmit(stream, parts, count);
        } finally {
            turn.unlock();
            handOver();
        }
    }

    /// Has a frame sent, by another thread. Does not block.
    ///
    /// @param stream the stream that it belongs to, or null
    void post(YamuxStream stream, Frame frame) {
        if (add(stream, frame)) {
            handOver();
        } else {
            session.violate(P2pException.peer("the peer does not read what it asks for"));
        }
    }

    /// No more frames but what is pending, and this one where it is not null.
    void finish(Frame last) {
        synchronized (this) {
            if (last != null) put(last);
            finishing = true;
        }
        awake.release();
    }

    /// What the sender does, until all is sent after [#finish].
    void run() throws IOException {
        while (!finishing || pending > 0) {
            if (pending == 0) YamuxSession.await(awake);
            turn.lock();
            try {
                transmit(null, new ByteBuffer[0], 0);
            } finally {
                turn.unlock();
            }
        }
        channel.closeWrite();
    }

    /// Gives up buffers that are not needed now. Returns whether something is still held.
    synchronized boolean trim() {
        spare = NONE;
        frames = pending == 0 ? NONE : frames;
        return frames.length > 0;
    }

    private void transmit(YamuxStream stream, ByteBuffer[] parts, int count) throws IOException {
        List<ByteBuffer> out = new ArrayList<>(2 * limits.framesPerWrite() + parts.length + 1);
        byte[] taken = take(out, stream, parts, count);
        if (out.isEmpty()) return;
        watch();
        try {
            channel.writeAll(out.toArray(ByteBuffer[]::new));
        } catch (IOException failure) {
            session.fail(failure);
            throw session.failure();
        } finally {
            writing = false;
        }
        synchronized (this) {
            spare = taken.length > spare.length ? taken : spare;
        }
    }

    /// What is to be written now: all that is pending, then the stream's frames. Returns the array of the former.
    private synchronized byte[] take(List<ByteBuffer> out, YamuxStream stream, ByteBuffer[] parts, int count)
            throws IOException {
        if (stream != null) stream.checkWritable();
        byte[] taken = NONE;
        if (pending > 0) {
            taken = frames;
            out.add(ByteBuffer.wrap(taken, 0, pending));
            frames = spare;
            spare = NONE;
            pending = 0;
            pings = 0;
        }
        int part = 0;
        for (int left = count; left > 0;) {
            int body = Math.min(left, limits.bodyBytesMax());
            out.add(header(Frame.data(stream.announce(), stream.id(), body)));
            left -= body;
            while (body > 0) {
                ByteBuffer source = parts[part];
                int slice = Math.min(body, source.remaining());
                out.add(source.slice(source.position(), slice));
                source.position(source.position() + slice);
                body -= slice;
                part += source.hasRemaining() ? 0 : 1;
            }
        }
        return taken;
    }

    private static ByteBuffer header(Frame frame) {
        ByteBuffer header = ByteBuffer.allocate(Frame.HEADER_BYTES);
        frame.encode(header);
        return header.flip();
    }

    /// Where frames wait and nobody is about to write them, wakes the sender.
    private void handOver() {
        if (pending > 0 && !turn.isLocked() && !turn.hasQueuedThreads()) awake.release();
    }

    /// Appends a small write to what is pending. Returns false where that is too much already.
    private synchronized boolean leave(YamuxStream stream, ByteBuffer[] parts, int count) throws IOException {
        stream.checkWritable();
        if (pending + Frame.HEADER_BYTES + count > limits.pendingDataBytesMax()) return false;
        put(Frame.data(stream.announce(), stream.id(), count));
        int left = count;
        for (ByteBuffer part : parts) {
            int moved = Math.min(left, part.remaining());
            part.get(frames, pending, moved);
            pending += moved;
            left -= moved;
        }
        return true;
    }

    /// Appends a frame. Returns false where the peer has asked for so much and does not read the answers.
    private synchronized boolean add(YamuxStream stream, Frame frame) {
        int flags = frame.has(Frame.RST) || stream == null ? frame.flags() : frame.flags() | stream.announce();
        boolean isEmpty = frame.type() == Frame.Type.WINDOW_UPDATE && flags == 0 && frame.length() == 0;
        if (finishing || isEmpty) return true;
        boolean isAnswer = frame.type() == Frame.Type.PING && frame.has(Frame.ACK);
        if (pending + Frame.HEADER_BYTES > limits.pendingBytesMax() || isAnswer && ++pings > limits.pingsPending()) {
            return false;
        }
        put(new Frame(frame.type(), flags, frame.stream(), frame.length()));
        return true;
    }

    private void put(Frame frame) {
        int length = pending + Frame.HEADER_BYTES + (int) (frame.type() == Frame.Type.DATA ? frame.length() : 0);
        if (length > frames.length) {
            frames = Arrays.copyOf(frames, Math.max(256, Integer.highestOneBit(2 * length - 1)));
        }
        frame.encode(ByteBuffer.wrap(frames, pending, Frame.HEADER_BYTES));
        pending += Frame.HEADER_BYTES;
    }

    /// Notes the time at which a write begins, and sees to it that somebody looks at it.
    private void watch() {
        writingSince = clock.nanos();
        writing = true;
        synchronized (this) {
            if (!watched) {
                watched = true;
                clock.after(limits.write(), this::look);
            }
        }
    }

    private void look() {
        long left = limits.write().toNanos() - (clock.nanos() - writingSince);
        synchronized (this) {
            watched = writing && left > 0;
            if (watched) clock.after(Duration.ofNanos(left), this::look);
        }
        if (writing && left <= 0) {
            session.fail(P2pException.network("no write was taken for " + limits.write().toSeconds() + " s"));
        }
    }
}
