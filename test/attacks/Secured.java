package attacks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import mote.budget.Budget;
import mote.bytes.Bytes;
import mote.bytes.Writer;
import mote.crypto.Identity;
import mote.negotiate.Multistream;
import mote.negotiate.ProtocolId;
import mote.secure.SecureChannel;
import mote.secure.noise.Noise;

/// A connection of the attacker that is past the handshake, and on which it speaks yamux frame by frame, as it likes.
///
/// ```
///   | version | type | flags | stream id | length | body of Data |
///       1        1      2         4          4
/// ```
record Secured(Raw raw, SecureChannel channel) {

    static final int DATA = 0;
    static final int WINDOW_UPDATE = 1;
    static final int PING = 2;
    static final int GO_AWAY = 3;

    static final int SYN = 1;
    static final int ACK = 2;
    static final int FIN = 4;
    static final int RST = 8;

    static final int PROTOCOL_ERROR = 1;
    static final int WINDOW = 256 << 10;
    static final long UINT32_MAX = 0xffff_ffffL;

    private static final int HEADER = 12;
    private static final ProtocolId YAMUX = new ProtocolId("/yamux/1.0.0");

    /// A frame that the node sent.
    record Frame(int type, int flags, long stream, long length, Bytes body) { }

    /// Proves to be `identity`, and agrees on yamux in the handshake.
    static Secured over(Raw raw, Identity identity, RandomGenerator random) throws IOException {
        var noise = new Noise(identity, random, new Budget("attacker", mote.budget.Limits.NONE));
        Multistream.select(raw, List.of(noise.id()));
        return new Secured(raw, noise.initiate(raw, Optional.empty(), List.of(YAMUX)));
    }

    static Bytes frame(int type, int flags, long stream, long length) {
        return new Writer(HEADER).u8(0).u8(type).u16(flags).u32(stream).u32(length).toBytes();
    }

    static Bytes data(int flags, long stream, Bytes body) {
        return frame(DATA, flags, stream, body.length()).concat(body);
    }

    /// Opens a stream and proposes a protocol on it, and goes on with `after`.
    static Bytes opening(long stream, ProtocolId protocol, Bytes after) {
        return data(SYN, stream, Raw.HEADER.concat(Raw.line(protocol.text())).concat(after));
    }

    Secured send(Bytes... frames) throws IOException {
        for (Bytes frame : frames) {
            channel.write(frame.buffer());
        }
        return this;
    }

    /// Sends what `rounds` gives for 0, 1 and so on, until the node has had enough or there were `most`.
    int flood(int most, IntFunction<Bytes> rounds) {
        for (int i = 0; i < most; i++) {
            try {
                send(rounds.apply(i));
            } catch (IOException closed) {
                return i;
            }
        }
        return most;
    }

    /// The next frame; blocks for it.
    Frame next() throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        channel.readFully(header);
        header.flip().get();
        int type = header.get();
        int flags = header.getShort();
        long stream = Integer.toUnsignedLong(header.getInt());
        long length = Integer.toUnsignedLong(header.getInt());
        ByteBuffer body = ByteBuffer.allocate(type == DATA ? (int) length : 0);
        channel.readFully(body);
        return new Frame(type, flags, stream, length, Bytes.copyOf(body.flip()));
    }

    /// The next frame for `stream`, whose flags have one of `flags`.
    Frame next(long stream, int flags) throws IOException {
        Frame frame = next();
        while (frame.stream != stream || (frame.flags & flags) == 0) {
            frame = next();
        }
        return frame;
    }

    /// The code with which the node says goodbye; fails where it says none and just ends, or goes on.
    long goodbye() {
        try {
            Frame frame = next();
            while (frame.type != GO_AWAY) {
                frame = next();
            }
            return frame.length;
        } catch (IOException ended) {
            throw new AssertionError("no goodbye", ended);
        }
    }
}
