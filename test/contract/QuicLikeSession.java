package contract;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import mote.budget.Budget;
import mote.budget.Reservation;
import mote.budget.Resource;
import mote.bytes.P2pException;
import mote.mux.Session;
import mote.mux.Stream;
import mote.mux.StreamResetException;

/// A session without a wire that behaves as a QUIC connection does where that differs from yamux: the halves of a
/// stream are stopped apart, each with a code; `open` blocks on the number of streams that the peer allows, and goes on
/// as streams end. Both ends share one lock, and nothing needs a thread.
final class QuicLikeSession implements Session {

    /// Streams that either side may have opened at once.
    static final int STREAMS = 100;

    private static final int HALF_BYTES = 64 << 10;
    private static final long NONE = -1;

    private interface Action<T> {
        T run() throws IOException, InterruptedException;
    }

    private static final class Wire {
        final ReentrantLock lock = new ReentrantLock();
        final Condition changed = lock.newCondition();
        P2pException end;
        boolean inOrder;

        <T> T locked(Action<T> action) throws IOException {
            lock.lock();
            try {
                T value = action.run();
                changed.signalAll();
                return value;
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw new ClosedByInterruptException();
            } finally {
                lock.unlock();
            }
        }

        P2pException failure() {
            return new P2pException(end.blame(), end.getMessage(), end);
        }
    }

    private final Wire wire;
    private final Budget budget;
    private final Deque<End> arrived = new ArrayDeque<>();
    private final Map<Long, End> open = new LinkedHashMap<>();
    private QuicLikeSession peer;
    private long nextId;
    private int opened;

    private QuicLikeSession(Wire wire, Budget budget, int firstId) {
        this.wire = wire;
        this.budget = budget;
        this.nextId = firstId;
    }

    static List<Session> connect(Budget dialer, Budget listener) {
        var wire = new Wire();
        var left = new QuicLikeSession(wire, dialer, 0);
        var right = new QuicLikeSession(wire, listener, 1);
        left.peer = right;
        right.peer = left;
        return List.of(left, right);
    }

    @Override
    public Stream open() throws IOException {
        Reservation slot = budget.reserve(Resource.STREAMS_OUT, 1);
        try {
            return wire.locked(() -> {
                while (wire.end == null && (opened == STREAMS || peer.budget.free(Resource.STREAMS_IN) == 0)) {
                    wire.changed.await();
                }
                if (wire.end != null) {
                    throw wire.failure();
                }
                opened++;
                var there = new Half();
                var back = new Half();
                var accepted = new End(peer, nextId, there, back, peer.budget.reserve(Resource.STREAMS_IN, 1), null);
                open.put(nextId, new End(this, nextId, back, there, slot, accepted));
                nextId += 4;
                return open.get(accepted.id);
            });
        } catch (IOException failure) {
            slot.close();
            throw failure;
        }
    }

    @Override
    public Stream accept() throws IOException {
        return wire.locked(() -> {
            while (arrived.isEmpty() && wire.end == null) {
                wire.changed.await();
            }
            if (arrived.isEmpty() && !wire.inOrder) {
                throw wire.failure();
            }
            return arrived.poll();
        });
    }

    @Override
    public Duration ping() throws IOException {
        return wire.locked(() -> {
            if (wire.end != null) {
                throw wire.failure();
            }
            return Duration.ofNanos(1);
        });
    }

    @Override
    public int streams() {
        return open.size();
    }

    @Override
    public boolean isOpen() {
        return wire.end == null;
    }

    @Override
    public void close() {
        end(P2pException.local("the session is closed"), true);
    }

    void end(P2pException cause, boolean inOrder) {
        try {
            wire.locked(() -> {
                wire.inOrder = wire.end == null ? inOrder : wire.inOrder;
                wire.end = wire.end == null ? cause : wire.end;
                for (QuicLikeSession side : List.of(this, peer)) {
                    List.copyOf(side.open.values()).forEach(End::release);
                }
                return null;
            });
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// One direction of a stream.
    private static final class Half {
        final ByteBuffer bytes = ByteBuffer.allocate(HALF_BYTES).flip();
        boolean ended;
        long resetCode = NONE;
        long stopCode = NONE;

        boolean isOver() {
            return ended || resetCode != NONE || stopCode != NONE;
        }
    }

    private static final class End implements Stream {
        private final QuicLikeSession session;
        private final long id;
        private final Half in;
        private final Half out;
        private final Reservation slot;
        /// The other end, where this one was opened.
        private final End accepted;
        private boolean announced;

        End(QuicLikeSession session, long id, Half in, Half out, Reservation slot, End accepted) {
            this.session = session;
            this.id = id;
            this.in = in;
            this.out = out;
            this.slot = slot;
            this.accepted = accepted;
        }

        @Override
        public long id() {
            return id;
        }

        @Override
        public boolean isInbound() {
            return accepted == null;
        }

        @Override
        public boolean isOpen() {
            return in.stopCode == NONE && in.resetCode == NONE || !out.isOver();
        }

        @Override
        public int read(ByteBuffer dst) throws IOException {
            return locked(() -> {
                while (!in.bytes.hasRemaining() && !in.isOver() && session.isOpen() && dst.hasRemaining()) {
                    session.wire.changed.await();
                }
                check(in.stopCode, false);
                check(in.resetCode, true);
                if (!in.bytes.hasRemaining() && !in.ended && dst.hasRemaining()) {
                    throw session.wire.failure();
                }
                int count = Math.min(in.bytes.remaining(), dst.remaining());
                dst.put(in.bytes.slice(in.bytes.position(), count));
                in.bytes.position(in.bytes.position() + count);
                return count == 0 && dst.hasRemaining() ? -1 : count;
            });
        }

        @Override
        public void writeAll(ByteBuffer... parts) throws IOException {
            for (ByteBuffer part : parts) {
                while (writeSome(part)) {
                    Thread.onSpinWait();
                }
            }
        }

        private boolean writeSome(ByteBuffer part) throws IOException {
            return locked(() -> {
                while (out.bytes.remaining() == HALF_BYTES && !out.isOver() && session.isOpen()) {
                    session.wire.changed.await();
                }
                check(out.stopCode, true);
                check(out.resetCode, false);
                if (out.ended) {
                    throw new ClosedChannelException();
                }
                if (!session.isOpen()) {
                    throw session.wire.failure();
                }
                out.bytes.compact();
                int count = Math.min(out.bytes.remaining(), part.remaining());
                out.bytes.put(part.slice(part.position(), count)).flip();
                part.position(part.position() + count);
                return part.hasRemaining();
            });
        }

        @Override
        public void closeWrite() {
            quietly(() -> out.ended |= !out.isOver());
        }

        @Override
        public void stopReading(long code) {
            quietly(() -> in.stopCode = in.stopCode == NONE ? code : in.stopCode);
        }

        @Override
        public void reset(long code) {
            quietly(() -> {
                out.resetCode = out.isOver() ? out.resetCode : code;
                in.stopCode = in.stopCode == NONE ? code : in.stopCode;
            });
        }

        @Override
        public void close() {
            closeWrite();
            stopReading(0);
        }

        private static void check(long code, boolean byPeer) throws StreamResetException {
            if (code != NONE) {
                throw new StreamResetException(byPeer, code);
            }
        }

        private void quietly(Runnable action) {
            try {
                locked(() -> {
                    action.run();
                    return null;
                });
            } catch (IOException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        /// After every action: announces the stream, and forgets it where both its halves are over.
        private <T> T locked(Action<T> action) throws IOException {
            return session.wire.locked(() -> {
                try {
                    return action.run();
                } finally {
                    if (accepted != null && !announced && (out.bytes.hasRemaining() || out.isOver())) {
                        announced = true;
                        session.peer.open.put(id, accepted);
                        session.peer.arrived.add(accepted);
                    }
                    if (in.isOver() && out.isOver()) {
                        release();
                        if (session.peer.open.get(id) instanceof End other) {
                            other.release();
                        }
                    }
                }
            });
        }

        private void release() {
            if (session.open.remove(id) != null) {
                slot.close();
                session.opened -= accepted == null ? 0 : 1;
                if (accepted != null && !announced) {
                    accepted.slot.close();
                }
            }
        }
    }
}
