package mote.io;

import module java.base;
import mote.bytes.*;

/// Messages on a pipe, each preceded by its length.
///
/// ```
///   | length: varint, 1 to 9 bytes | body: that many bytes |
/// ```
///
/// Reading takes the bytes of one frame and not one more, so that whatever follows (another protocol, perhaps) finds
/// its own. It costs a read call for each byte of the length.
///
/// @see <a href="https://github.com/multiformats/unsigned-varint">spec: unsigned-varint</a>
public final class Frames {

    /// Bytes allocated for a body before any of it has come.
    private static final int FIRST_BYTES = 4 << 10;

    private Frames() { }

    /// Reads one frame. Blocks until it is complete.
    ///
    /// @param max the longest body that is taken, in bytes; a longer one is refused before anything is allocated
    /// @throws P2pException with blame PEER when the length is malformed or above `max`
    /// @throws EOFException when the other side ends before the frame does
    public static Bytes read(Duplex pipe, int max) throws IOException {
        return next(pipe, max).orElseThrow(() -> new EOFException("the other side ended without a message"));
    }

    /// Reads one frame, or nothing where the other side ended in order: between two frames.
    ///
    /// @see #read
    public static Optional<Bytes> next(Duplex pipe, int max) throws IOException {
        byte[] prefix = new byte[Reader.VARINT_BYTES_MAX];
        int count = 0;
        do {
            if (pipe.read(ByteBuffer.wrap(prefix, count, 1)) < 0) {
                if (count == 0) return Optional.empty();
                throw new EOFException("the other side ended in the middle of a length");
            }
        } while (prefix[count++] < 0 && count < prefix.length);
        long length = new Reader(Bytes.copyOf(prefix, 0, count)).varint();
        if (length > max) throw P2pException.peer("a message of " + length + " bytes, allowed are " + max);
        return Optional.of(body(pipe, (int) length));
    }

    /// Writes one frame. Blocks until all of it is taken.
    public static void write(Duplex pipe, Bytes body) throws IOException {
        pipe.writeAll(new Writer(Reader.VARINT_BYTES_MAX).varint(body.length()).toBytes().buffer(), body.buffer());
    }

    /// The array at most doubles with the bytes that came: who claims much and sends little makes us hold little.
    private static Bytes body(Duplex pipe, int length) throws IOException {
        byte[] array = new byte[Math.min(length, FIRST_BYTES)];
        int filled = 0;
        while (true) {
            pipe.readFully(ByteBuffer.wrap(array, filled, array.length - filled));
            filled = array.length;
            if (filled == length) return Bytes.copyOf(array);
            array = Arrays.copyOf(array, (int) Math.min(length, 2L * filled));
        }
    }
}
