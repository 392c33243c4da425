package mote.secure.noise;

import module java.base;
import mote.io.*;

/// The receiving half of a channel: reads many transport messages at once, decrypts each where it lies, and copies the
/// plaintext to whoever reads.
///
/// ```
///   buffer:   | consumed | plaintext | consumed | messages, the last one incomplete | room |
///                        plain   plainEnd       from                                to
/// ```
///
/// A channel on which little arrives reads into a buffer of 2 KiB. A read that fills it, or a message that does not
/// fit, exchanges it for a large one from the pool; that goes back when a read comes short and what is left is small.
/// So 1,000 idle connections cost 2 MiB and not 128.
final class MessageReader {

    private final Duplex raw;
    private final CipherState cipher;
    private final BufferPool pool;
    private final int idleBytes;

    // Owned by the reading thread while `reading`, else guarded by this.
    private byte[] buffer;
    private int plain;
    private int plainEnd;
    private int from;
    private int to;
    /// Whether the last read filled the buffer: there is more to read, then.
    private boolean filled;

    // Guarded by this.
    private boolean reading;
    private boolean closed;

    MessageReader(Duplex raw, CipherState cipher, BufferPool pool, Limits limits) {
        this.raw = raw;
        this.cipher = cipher;
        this.pool = pool;
        this.idleBytes = limits.idleBufferBytes();
        this.buffer = new byte[idleBytes];
    }

    int read(ByteBuffer dst) throws IOException {
        begin();
        try {
            while (plain == plainEnd && dst.hasRemaining()) {
                int frame = frameBytes();
                if (to - from >= frame) {
                    decrypt(frame);
                } else if (!fill(frame)) {
                    return -1;
                }
            }
            int count = Math.min(plainEnd - plain, dst.remaining());
            dst.put(buffer, plain, count);
            plain += count;
            return count;
        } finally {
            end();
        }
    }

    /// Gives the buffer back, now or when the thread that is reading stops. To be called once `raw` is closed.
    synchronized void close() {
        closed = true;
        if (!reading) exchange(new byte[0]);
    }

    private synchronized void begin() throws ClosedChannelException {
        if (closed) throw new ClosedChannelException();
        reading = true;
    }

    private synchronized void end() {
        reading = false;
        if (closed) exchange(new byte[0]);
    }

    /// How long the message in progress is with its length: exactly where the length is here, else at least.
    private int frameBytes() {
        if (to - from < MessageWriter.LENGTH_BYTES) return MessageWriter.LENGTH_BYTES;
        return MessageWriter.LENGTH_BYTES + ((buffer[from] & 0xff) << 8 | buffer[from + 1] & 0xff);
    }

    private void decrypt(int frame) throws IOException {
        int begin = from + MessageWriter.LENGTH_BYTES;
        // Where it fails nothing is consumed: the next read fails the same way.
        int length = cipher.decrypt(buffer, begin, frame - MessageWriter.LENGTH_BYTES);
        plain = begin;
        plainEnd = begin + length;
        from += frame;
    }

    /// Blocks for more, with room for the message in progress. False at the end.
    private boolean fill(int frame) throws IOException {
        makeRoom(frame);
        int room = buffer.length - to;
        int count = raw.read(ByteBuffer.wrap(buffer, to, room));
        if (count < 0 && to > 0) throw new EOFException("the other side ended in the middle of a Noise message");
        filled = count == room;
        to += Math.max(0, count);
        return count >= 0;
    }

    /// Moves what is left to the front of the right buffer.
    private void makeRoom(int frame) throws IOException {
        byte[] next = null;
        if (buffer.length < BufferPool.LARGE_BYTES && (filled || frame > buffer.length)) {
            next = pool.large();
        } else if (buffer.length > idleBytes && !filled && frame <= idleBytes) {
            next = new byte[idleBytes];
        }
        if (next == null && frame > buffer.length) next = pool.exact(frame);
        System.arraycopy(buffer, from, next == null ? buffer : next, 0, to - from);
        if (next != null) exchange(next);
        to -= from;
        from = 0;
        plain = 0;
        plainEnd = 0;
    }

    private void exchange(byte[] next) {
        if (buffer.length > idleBytes) pool.giveBack(buffer);
        buffer = next;
    }
}
