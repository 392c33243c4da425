package mote.mux.yamux;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import mote.bytes.P2pException;
import mote.io.Duplex;
import mote.task.Clock;

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

    private static final byte[] NONE = new byte[0];

    private final YamuxSession session;
    private final Limits limits;
    private final Duplex channel;
    private final Clock clock;

    private final ReentrantLock turn = new ReentrantLock(true);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition awake = lock.newCondition();
    // Guarded by lock.
    private byte[] frames = NONE;
    private byte[] spare = NONE;
    private int pings;
    private boolean finishing;
    private boolean watched;
    // Written under lock, read without.
    private volatile int pending;
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
        lock.lock();
        try {
            if (!finishing) {
                finishing = true;
                if (last != null) {
                    put(last);
                }
                awake.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /// What the sender does, until all is sent after [#finish].
    void run() throws IOException {
        while (awaitPending()) {
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
    boolean trim() {
        lock.lock();
        try {
            spare = NONE;
            if (pending == 0) {
                frames = NONE;
            }
            return frames.length > 0;
        } finally {
            lock.unlock();
        }
    }

    private void transmit(YamuxStream stream, ByteBuffer[] parts, int count) throws IOException {
        List<ByteBuffer> out = new ArrayList<>(2 * limits.framesPerWrite() + parts.length + 1);
        byte[] taken = NONE;
        lock.lock();
        try {
            int flags = 0;
            if (stream != null) {
                stream.checkWritable();
                flags = stream.announce();
            }
            if (pending > 0) {
                out.add(ByteBuffer.wrap(frames, 0, pending));
                taken = frames;
                frames = spare;
                spare = NONE;
                pending = 0;
                pings = 0;
            }
            frame(out, stream, flags, parts, count);
            watch();
        } finally {
            lock.unlock();
        }
        try {
            if (!out.isEmpty()) {
                channel.writeAll(out.toArray(ByteBuffer[]::new));
            }
        } catch (IOException failure) {
            session.fail(failure);
            throw session.failure();
        } finally {
            writing = false;
        }
        lock.lock();
        try {
            spare = taken.length > spare.length ? taken : spare;
        } finally {
            lock.unlock();
        }
    }

    /// Headers, and slices of `parts` as their bodies, without a copy.
    private void frame(List<ByteBuffer> out, YamuxStream stream, int firstFlags, ByteBuffer[] parts, int count) {
        int flags = firstFlags;
        int part = 0;
        int left = count;
        while (left > 0) {
            int body = Math.min(left, limits.bodyBytesMax());
            ByteBuffer header = ByteBuffer.allocate(Frame.HEADER_BYTES);
            Frame.data(flags, stream.id(), body).encode(header);
            out.add(header.flip());
            flags = 0;
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
    }

    /// Where frames wait and nobody is about to write them, wakes the sender.
    private void handOver() {
        if (pending > 0 && !turn.isLocked() && !turn.hasQueuedThreads()) {
            wake();
        }
    }

    private boolean leave(YamuxStream stream, ByteBuffer[] parts, int count) throws IOException {
        lock.lock();
        try {
            stream.checkWritable();
            if (pending + Frame.HEADER_BYTES + count > limits.pendingDataBytesMax()) {
                return false;
            }
            put(Frame.data(stream.announce(), stream.id(), count));
            int left = count;
            for (ByteBuffer part : parts) {
                int moved = Math.min(left, part.remaining());
                part.get(frames, pending, moved);
                pending += moved;
                left -= moved;
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Appends a frame. Returns false where the peer has asked for so much and does not read the answers.
    private boolean add(YamuxStream stream, Frame frame) {
        lock.lock();
        try {
            int flags = frame.has(Frame.RST) || stream == null ? frame.flags() : frame.flags() | stream.announce();
            boolean isEmpty = frame.type() == Frame.Type.WINDOW_UPDATE && flags == 0 && frame.length() == 0;
            if (finishing || isEmpty) {
                return true;
            }
            boolean isAnswer = frame.type() == Frame.Type.PING && frame.has(Frame.ACK);
            if (pending + Frame.HEADER_BYTES > limits.pendingBytesMax()
                    || isAnswer && ++pings > limits.pingsPending()) {
                return false;
            }
            put(new Frame(frame.type(), flags, frame.stream(), frame.length()));
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void put(Frame frame) {
        int length = pending + Frame.HEADER_BYTES + (int) (frame.type() == Frame.Type.DATA ? frame.length() : 0);
        if (length > frames.length) {
            int capacity = Math.max(256, Integer.highestOneBit(length - 1) << 1);
            frames = Arrays.copyOf(frames, capacity);
        }
        frame.encode(ByteBuffer.wrap(frames, pending, Frame.HEADER_BYTES));
        pending += Frame.HEADER_BYTES;
    }

    private boolean awaitPending() {
        lock.lock();
        try {
            while (pending == 0 && !finishing) {
                awake.awaitUninterruptibly();
            }
            return pending > 0;
        } finally {
            lock.unlock();
        }
    }

    private void wake() {
        lock.lock();
        try {
            awake.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Notes the time at which a write begins, and sees to it that somebody looks at it.
    private void watch() {
        writingSince = clock.nanos();
        writing = true;
        if (!watched) {
            watched = true;
            clock.after(limits.write(), this::look);
        }
    }

    private void look() {
        long left;
        lock.lock();
        try {
            left = limits.write().toNanos() - (clock.nanos() - writingSince);
            watched = writing && left > 0;
            if (watched) {
                clock.after(Duration.ofNanos(left), this::look);
            }
        } finally {
            lock.unlock();
        }
        if (writing && left <= 0) {
            session.fail(P2pException.network("no write was taken for " + limits.write().toSeconds() + " s"));
        }
    }
}
