package mote.secure.noise;

import module java.base;
import mote.bytes.*;
import mote.io.*;

/// The receiving half of a channel: reads many transport messages at once, decrypts each where it lies, and copies the
/// plaintext to whoever reads.
///
/// ```
///   buffer:   | consumed | plaintext | consumed | messages, the last one incomplete | room |
///                        plain   plainEnd       position                            limit
/// ```
///
/// A channel on which little arrives reads into a buffer of 2 KiB. A read that fills it, or a message that does not
/// fit, exchanges it for a large one from the pool; that goes back when a read comes short and what is left is small.
/// So 1,000 idle connections cost 2 MiB and not 128.
final class MessageReader {

    private final Duplex raw;
    private final CipherState cipher;
    private final BufferPool pool;
    private final ByteBuffer idle = ByteBuffer.allocate(Limits.DEFAULT.idleBufferBytes());

    /// Taken by the thread that reads, and at last by the one that closes.
    private final Semaphore turn = new Semaphore(1);
    private volatile boolean closed;

    // Guarded by turn.
    /// From its position on, the messages that are not decrypted yet.
    private ByteBuffer buffer = idle.limit(0);
    private int plain;
    private int plainEnd;
    /// Whether the last read filled the buffer: there is more to read, then.
    private boolean filled;
    /// What the pool knows the message as that is not complete, 0 where it does not.
    private long half;

    MessageReader(Duplex raw, CipherState cipher, BufferPool pool) {
        this.raw = raw;
        this.cipher = cipher;
        this.pool = pool;
    }

    int read(ByteBuffer dst) throws IOException {
        if (!turn.tryAcquire()) throw new ClosedChannelException();
        try {
            while (plain == plainEnd && dst.hasRemaining()) {
                int begin = buffer.position() + MessageWriter.LENGTH_BYTES;
                // 0 where the length of the message is not here yet.
                int length = begin > buffer.limit() ? 0 : buffer.getShort(buffer.position()) & 0xffff;
                if (begin + length <= buffer.limit()) {
                    // Where it fails nothing is consumed: the next read fails the same way.
                    plainEnd = begin + cipher.decrypt(Bytes.EMPTY, buffer.array(), begin, length);
                    plain = begin;
                    half = 0;
                    buffer.position(begin + length);
                } else if (!fill(MessageWriter.LENGTH_BYTES + length)) {
                    return -1;
                }
            }
            int count = Math.min(plainEnd - plain, dst.remaining());
            dst.put(buffer.array(), plain, count);
            plain += count;
            return count;
        } finally {
            turn.release();
            if (closed) close();
        }
    }

    /// Gives the buffer back, now or when the thread that is reading stops. To be called once `raw` is closed.
    void close() {
        closed = true;
        if (turn.tryAcquire()) exchange(idle);
    }

    /// Blocks for more of a message of `bytes` bytes, moved to the front of the right buffer. False at the end.
    private boolean fill(int bytes) throws IOException {
        ByteBuffer next = fitting(bytes);
        exchange(next == buffer ? buffer.compact() : next.clear().put(buffer));
        plain = 0;
        plainEnd = 0;
        boolean begun = buffer.position() > 0;
        boolean holds = begun && buffer != idle;
        if (holds) half = pool.waits(raw, buffer.capacity(), half);
        try {
            int count = raw.read(buffer);
            if (count < 0 && begun) throw new EOFException("the other side ended in the middle of a Noise message");
            filled = !buffer.hasRemaining();
            return count >= 0;
        } finally {
            buffer.flip();
            if (holds && !pool.goesOn(half)) {
                pool.takeBack(buffer);
                buffer = idle.clear().limit(0);
            }
        }
    }

    private ByteBuffer fitting(int bytes) throws IOException {
        if (!filled && bytes <= idle.capacity()) return idle;
        if (buffer.capacity() == BufferPool.LARGE_BYTES) return buffer;
        ByteBuffer large = pool.large();
        if (large != null) return large;
        return bytes <= buffer.capacity() ? buffer : pool.exact(bytes);
    }

    private void exchange(ByteBuffer next) {
        if (buffer != idle && buffer != next) pool.giveBack(buffer);
        buffer = next;
    }
}
