package mote.secure.noise;

import module java.base;
import mote.bytes.*;
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
record MessageWriter(Duplex raw, CipherState cipher, BufferPool pool) {

    static final int LENGTH_BYTES = 2;
    /// spec: noise, wire format: "a Noise Message [..] which has a maximum length of 65535 bytes"
    static final int FRAME_BYTES_MAX = LENGTH_BYTES + 65_535;

    private static final int OVERHEAD_BYTES = LENGTH_BYTES + CipherState.TAG_BYTES;

    void writeAll(ByteBuffer... parts) throws IOException {
        long left = 0;
        for (ByteBuffer part : parts) {
            left += part.remaining();
        }
        int smallBytes = (int) Math.min(left + OVERHEAD_BYTES, Limits.DEFAULT.idleBufferBytes());
        ByteBuffer lent = left + OVERHEAD_BYTES > smallBytes ? pool.large() : null;
        // Without a large buffer, messages get shorter.
        ByteBuffer out = lent != null ? lent : ByteBuffer.allocate(smallBytes);
        try {
            while (left > 0) {
                int plain = (int) Math.min(left, Math.min(FRAME_BYTES_MAX, out.capacity()) - OVERHEAD_BYTES);
                if (plain + OVERHEAD_BYTES > out.remaining()) {
                    raw.write(out.flip());
                    out.clear();
                }
                out.putShort((short) (plain + CipherState.TAG_BYTES));
                cipher.encrypt(Bytes.EMPTY, out, plain, parts);
                left -= plain;
            }
            raw.write(out.flip());
        } finally {
            if (lent != null) pool.giveBack(lent);
        }
    }
}
