package mote.secure.noise;

import module java.base;
import mote.io.*;

/// The sending half of a channel: packs what is written into as few transport messages as it can, and those into as
/// few writes.
///
/// ```
///   parts:      | header | body ............................ |
///                       \         \                       \
///   messages:   | length | ciphertext .. | tag | length | .. | tag |     at most two in one write
/// ```
///
/// The parts are encrypted straight into the buffer that is written: a header and its body need no common array first.
/// @see <a href="https://github.com/libp2p/specs/tree/master/noise#wire-format">spec: noise, wire format</a>
final class MessageWriter {

    static final int LENGTH_BYTES = 2;
    /// spec: noise, wire format: "a Noise Message [..] which has a maximum length of 65535 bytes"
    static final int FRAME_BYTES_MAX = LENGTH_BYTES + 65_535;

    private static final int OVERHEAD_BYTES = LENGTH_BYTES + CipherState.TAG_BYTES;

    private final Duplex raw;
    private final CipherState cipher;
    private final BufferPool pool;
    private final int smallBytes;

    MessageWriter(Duplex raw, CipherState cipher, BufferPool pool, Limits limits) {
        this.raw = raw;
        this.cipher = cipher;
        this.pool = pool;
        this.smallBytes = limits.idleBufferBytes();
    }

    void writeAll(ByteBuffer... parts) throws IOException {
        long total = 0;
        for (ByteBuffer part : parts) {
            total += part.remaining();
        }
        byte[] lent = total + OVERHEAD_BYTES > smallBytes ? pool.large() : null;
        try {
            // Without a large buffer, messages get shorter.
            write(lent != null ? lent : new byte[(int) Math.min(total + OVERHEAD_BYTES, smallBytes)], parts, total);
        } finally {
            if (lent != null) pool.giveBack(lent);
        }
    }

    private void write(byte[] buffer, ByteBuffer[] parts, long total) throws IOException {
        int part = 0;
        int filled = 0;
        for (long left = total; left > 0;) {
            int plain = (int) Math.min(left, Math.min(FRAME_BYTES_MAX, buffer.length) - OVERHEAD_BYTES);
            if (filled + plain + OVERHEAD_BYTES > buffer.length) {
                raw.write(ByteBuffer.wrap(buffer, 0, filled));
                filled = 0;
            }
            part = encrypt(parts, part, plain, buffer, filled);
            filled += plain + OVERHEAD_BYTES;
            left -= plain;
        }
        raw.write(ByteBuffer.wrap(buffer, 0, filled));
    }

    /// Makes a message of the next `plain` bytes of `parts[first..]`, and returns which part comes next.
    private int encrypt(ByteBuffer[] parts, int first, int plain, byte[] buffer, int from) throws IOException {
        int part = first;
        ByteBuffer.wrap(buffer).putShort(from, (short) (plain + CipherState.TAG_BYTES));
        int at = from + LENGTH_BYTES;
        int end = at + plain;
        cipher.beginEncrypting();
        while (at < end) {
            int count = Math.min(parts[part].remaining(), end - at);
            at = cipher.update(parts[part], count, buffer, at);
            part += parts[part].hasRemaining() ? 0 : 1;
        }
        cipher.end(buffer, at);
        return part;
    }
}
