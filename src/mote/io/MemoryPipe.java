package mote.io;

import module java.base;

/// Two connected ends of a pipe in memory. What one end writes, the other reads; each direction holds a bounded number
/// of bytes, and a writer blocks while they are not read.
///
/// ```
///   left ── writeAll ──> | ring | ── read ──> right
///   left <── read ────── | ring | <─ writeAll ── right
/// ```
///
/// As with TCP, what was written before a `close` is still delivered.
///
/// @param left one end
/// @param right the other end
public record MemoryPipe(Duplex left, Duplex right) {

    /// A new pipe that holds at most `capacityBytes` in each direction.
    public static MemoryPipe create(int capacityBytes) {
        var toRight = new Ring(capacityBytes);
        var toLeft = new Ring(capacityBytes);
        return new MemoryPipe(new End(toLeft, toRight), new End(toRight, toLeft));
    }

    /// A new pipe that holds 64 KiB in each direction.
    public static MemoryPipe create() { return create(64 << 10); }

    private record End(Ring in, Ring out) implements Duplex {

        @Override
        public int read(ByteBuffer dst) throws IOException { return in.read(dst); }

        @Override
        public void writeAll(ByteBuffer... parts) throws IOException {
            for (ByteBuffer part : parts) {
                out.write(part);
            }
        }

        @Override
        public void closeWrite() { out.end(); }

        @Override
        public boolean isOpen() { return !in.isAbandoned(); }

        @Override
        public void close() {
            in.abandon();
            out.end();
        }
    }
}
