package mote.io;

import module java.base;
import mote.bytes.*;

/// Two connected ends of a pipe in memory. What one end writes, the other reads; each direction holds a bounded number
/// of bytes, and a writer blocks while they are not read.
///
/// ```
///   left ── writeAll ──> | way | ── read ──> right
///   left <── read ────── | way | <─ writeAll ── right
/// ```
///
/// As with TCP, what was written before a `close` is still delivered.
///
/// @param left one end
/// @param right the other end
public record MemoryPipe(Duplex left, Duplex right) {

    /// A new pipe that holds at most `capacityBytes` in each direction.
    public static MemoryPipe create(int capacityBytes) {
        var toRight = new Way(capacityBytes);
        var toLeft = new Way(capacityBytes);
        return new MemoryPipe(new End(toLeft, toRight), new End(toRight, toLeft));
    }

    /// A new pipe that holds 64 KiB in each direction.
    public static MemoryPipe create() { return create(64 << 10); }

    private record End(Way in, Way out) implements Duplex {

        @Override public int read(ByteBuffer dst) throws IOException { return in.read(dst); }

        @Override
        public void writeAll(ByteBuffer... parts) throws IOException {
            for (ByteBuffer part : parts) {
                out.write(part);
            }
        }

        @Override public void closeWrite() { out.end(); }

        @Override public boolean isOpen() { return !in.isAbandoned(); }

        @Override
        public void close() {
            in.abandon();
            out.end();
        }
    }

    /// One direction: a bounded queue of bytes between a writer and a reader.
    ///
    /// ```
    ///   held:  | read already | position .. to be read .. limit | free |     (a write moves it to the front first)
    /// ```
    ///
    /// The writer ends it, the reader abandons it. That is all that can happen to either side: closing a pipe abandons
    /// one way and ends the other.
    private static final class Way {

        // Guarded by this.
        private final ByteBuffer held;
        private boolean ended;
        private boolean abandoned;

        Way(int capacity) { this.held = ByteBuffer.allocate(capacity).limit(0); }

        synchronized int read(ByteBuffer dst) throws IOException {
            awaitWhile(() -> !held.hasRemaining() && dst.hasRemaining());
            if (abandoned) throw new ClosedChannelException();
            if (!held.hasRemaining() && dst.hasRemaining()) return -1;
            return move(held, dst);
        }

        synchronized void write(ByteBuffer src) throws IOException {
            do {
                awaitWhile(() -> held.remaining() == held.capacity() && src.hasRemaining());
                if (ended) throw new ClosedChannelException();
                if (abandoned) throw P2pException.network("the other side closed the connection");
                move(src, held.compact());
                held.flip();
            } while (src.hasRemaining());
        }

        synchronized void end() {
            ended = true;
            notifyAll();
        }

        synchronized void abandon() {
            abandoned = true;
            notifyAll();
        }

        synchronized boolean isAbandoned() { return abandoned; }

        /// As many bytes as there are and as there is room for.
        private int move(ByteBuffer from, ByteBuffer to) {
            int count = Math.min(from.remaining(), to.remaining());
            to.put(from.slice(from.position(), count));
            from.position(from.position() + count);
            notifyAll();
            return count;
        }

        private void awaitWhile(BooleanSupplier blocked) throws ClosedByInterruptException {
            try {
                while (!ended && !abandoned && blocked.getAsBoolean()) {
                    wait();
                }
            } catch (InterruptedException _) {
                // As a channel of the JDK does, so that a pipe in memory behaves as a socket when a scope is closed.
                Thread.currentThread().interrupt();
                throw new ClosedByInterruptException();
            }
        }
    }
}
