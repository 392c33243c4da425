package mote.mux.yamux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import contract.ManualClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import mote.budget.Budget;
import mote.io.Duplex;
import mote.io.MemoryPipe;
import mote.mux.Session;
import mote.task.Scope;

/// A session that dialled, and at the other end of its pipe a peer that speaks frame by frame, as it likes.
final class FramePeer {

    final Budget budget;
    final Session session;
    private final AtomicReference<Runnable> atNextTimer = new AtomicReference<>();
    private final ManualClock clock = new ManualClock() {
        @Override
        public Timer after(Duration delay, Runnable action) {
            Runnable now = atNextTimer.getAndSet(null);
            if (now != null) {
                now.run();
            }
            return super.after(delay, action);
        }
    };
    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    private final Scope scope = new Scope("test", this::thread, clock);
    private final Duplex pipe;

    FramePeer(int pipeBytes, mote.budget.Limits limits) {
        MemoryPipe both = MemoryPipe.create(pipeBytes);
        pipe = both.right();
        budget = new Budget("connection", limits);
        session = new Yamux().start(both.left(), true, "peer", scope, budget);
    }

    void send(Frame... frames) throws IOException {
        ByteBuffer headers = ByteBuffer.allocate(frames.length * Frame.HEADER_BYTES);
        for (Frame frame : frames) {
            frame.encode(headers);
        }
        pipe.write(headers.flip());
    }

    /// A Data frame with a body of zeros.
    void sendData(int flags, long stream, int length) throws IOException {
        send(Frame.data(flags, stream, length));
        sendZeros(length);
    }

    void sendZeros(int count) throws IOException {
        pipe.write(ByteBuffer.allocate(count));
    }

    /// The next frame's header; blocks for it.
    Frame next() throws IOException {
        ByteBuffer header = ByteBuffer.allocate(Frame.HEADER_BYTES);
        pipe.readFully(header);
        return Frame.decode(header.flip());
    }

    /// The body of the Data frame that came last.
    String body(Frame frame) throws IOException {
        ByteBuffer body = ByteBuffer.allocate((int) frame.length());
        pipe.readFully(body);
        return new String(body.array(), StandardCharsets.US_ASCII);
    }

    void expect(Frame... frames) throws IOException {
        for (Frame frame : frames) {
            assertEquals(frame, next());
        }
    }

    /// Returns when the session has taken all that was sent.
    void settle() throws IOException {
        send(Frame.ping(Frame.SYN, 4_711));
        expect(Frame.ping(Frame.ACK, 4_711));
    }

    /// Like [#settle], where Data frames come first.
    void settleAfterBodies() throws IOException {
        send(Frame.ping(Frame.SYN, 4_712));
        Frame frame = next();
        while (frame.type() != Frame.Type.PING) {
            if (frame.type() == Frame.Type.DATA) {
                body(frame);
            }
            frame = next();
        }
    }

    /// Has the session's thread do this where it next sets a timer: in the middle of what it does.
    void atNextTimer(Runnable action) {
        atNextTimer.set(action);
    }

    /// Moves the clock, when the session has nothing left to do now.
    void advance(Duration time) {
        for (Thread thread : threads) {
            while (thread.isAlive() && thread.getState() != Thread.State.WAITING) {
                Thread.yield();
            }
        }
        clock.advance(time);
    }

    /// Timers that wait.
    int timers() {
        return clock.timers();
    }

    void expectEnd() throws IOException {
        assertEquals(-1, pipe.read(ByteBuffer.allocate(1)));
    }

    /// Reads to the end, and returns the last frame.
    Frame last() throws IOException {
        Frame last = null;
        ByteBuffer header = ByteBuffer.allocate(Frame.HEADER_BYTES);
        while (pipe.read(header.clear()) > 0) {
            pipe.readFully(header);
            last = Frame.decode(header.flip());
            if (last.type() == Frame.Type.DATA) {
                body(last);
            }
        }
        return last;
    }

    void hangUp() {
        pipe.close();
    }

    /// Ends all, and fails where something is left.
    void end() {
        pipe.close();
        session.close();
        scope.close();
        assertEquals(0, session.streams());
        assertFalse(session.isOpen());
        assertTrue(budget.isZero(), "nothing is reserved");
    }

    private Thread thread(Runnable task) {
        Thread thread = Thread.ofVirtual().unstarted(task);
        threads.add(thread);
        return thread;
    }
}
