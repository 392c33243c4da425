package mote.secure.noise;

import module java.base;
import mote.bytes.*;
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
    private final ByteBuffer idle;

    // Owned by the reading thread while `reading`, else guarded by this.
    /// From its position on, the messages that are not decrypted yet.
    private ByteBuffer buffer;
    private int plain;
    private int plainEnd;
    /// Whether the last read filled the buffer: there is more to read, then.
    private boolean filled;

    // Guarded by this.
    private boolean reading;
    private boolean closed;

    MessageReader(Duplex raw, CipherState cipher, BufferPool pool, Limits limits) {
        this.raw = raw;
        this.cipher = cipher;
        this.pool = pool;
        this.idle = ByteBuffer.allocate(limits.idleBufferBytes()).limit(0);
        this.buffer = idle;
    }

    int read(ByteBuffer dst) throws IOException {
        begin();
        try {
            while (plain == plainEnd && dst.hasRemaining()) {
                // How long the message in progress is with its length: exactly where the length is here, else at least.
                int frame = MessageWriter.LENGTH_BYTES + (buffer.remaining() < MessageWriter.LENGTH_BYTES ? 0
                        : buffer.getShort(buffer.position()) & 0xffff);
                if (buffer.remaining() >= frame) {
                    decrypt(frame);
                } else if (!fill(frame)) {
                    return -1;
                }
            }
            int count = Math.min(plainEnd - plain, dst.remaining());
            dst.put(buffer.array(), plain, count);
            plain += count;
            return count;
        } finally {
            end();
        }
    }

    /// Gives the buffer back, now or when the thread that is reading stops. To be called once `raw` is closed.
    synchronized void close() {
        closed = true;
        if (!reading) exchange(idle);
    }

    private synchronized void begin() throws ClosedChannelException {
        if (closed) throw new ClosedChannelException();
        reading = true;
    }

    private synchronized void end() {
        reading = false;
        if (closed) exchange(idle);
    }

    private void decrypt(int frame) throws IOException {
        int begin = buffer.position() + MessageWriter.LENGTH_BYTES;
        // Where it fails nothing is consumed: the next read fails the same way.
        int length = cipher.decrypt(Bytes.EMPTY, buffer.array(), begin, frame - MessageWriter.LENGTH_BYTES);
        plain = begin;
        plainEnd = begin + length;
        buffer.position(buffer.position() + frame);
    }

    /// Blocks for more, with room for the message in progress. False at the end.
    private boolean fill(int frame) throws IOException {
        makeRoom(frame);
        int left = buffer.position();
        try {
            int count = raw.read(buffer);
            if (count < 0 && left > 0) throw new EOFException("the other side ended in the middle of a Noise message");
            filled = !buffer.hasRemaining();
            return count >= 0;
        } finally {
            buffer.flip();
        }
    }

    /// Moves what is left to the front of the right buffer.
    private void makeRoom(int frame) throws IOException {
        ByteBuffer next = null;
        if (buffer.capacity() < BufferPool.LARGE_BYTES && (filled || frame > buffer.capacity())) {
            next = pool.large();
        } else if (!filled && frame <= idle.capacity()) {
            next = idle;
        }
        if (next == null && frame > buffer.capacity()) next = pool.exact(frame);
        plain = 0;
        plainEnd = 0;
        if (next == null || next == buffer) {
            buffer.compact();
        } else {
            exchange(next.clear().put(buffer));
        }
    }

    private void exchange(ByteBuffer next) {
        if (buffer != idle) pool.giveBack(buffer);
        buffer = next;
    }
}
