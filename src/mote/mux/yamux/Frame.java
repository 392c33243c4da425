package mote.mux.yamux;

import module java.base;
import mote.bytes.*;

/// The header of a frame. Only a Data frame has a body after it.
///
/// ```
///    0        1        2                 4                        8                       12
///   +--------+--------+-----------------+------------------------+------------------------+
///   | version|  type  |      flags      |        stream id       |         length         |
///   +--------+--------+-----------------+------------------------+------------------------+
/// ```
///
/// What `length` means depends on the type: of Data it is the length of the body, of a Window Update the bytes of
/// credit, of a Ping a value to be echoed, of a Go Away the reason.
///
/// @param flags [#SYN], [#ACK], [#FIN], [#RST]; unknown flags are ignored, as go-yamux and rust-yamux do
/// @param stream 0 is the session itself
/// @param length 0 to 2^32 - 1
/// @see <a href="https://github.com/libp2p/specs/blob/master/yamux/README.md">spec: yamux, framing</a>
public record Frame(Type type, int flags, long stream, long length) {

    /// What a frame is for. In the order of the numbers on the wire.
    public enum Type { DATA, WINDOW_UPDATE, PING, GO_AWAY }

    public static final int HEADER_BYTES = 12;

    /// Begins a stream; on a Ping: the question.
    public static final int SYN = 1;
    /// Accepts a stream; on a Ping: the answer.
    public static final int ACK = 2;
    /// Ends the sender's half of a stream.
    public static final int FIN = 4;
    /// Ends a stream at once. The length of a Window Update is the reason then (go-yamux; others ignore it).
    public static final int RST = 8;

    /// Reasons of a Go Away.
    static final int NORMAL = 0;
    static final int PROTOCOL_ERROR = 1;
    static final int INTERNAL_ERROR = 2;

    /// spec: "Both sides assume the initial 256KB window"
    static final long WINDOW_BYTES = 256 << 10;

    /// spec: yamux, framing: "Length (32 bits)"
    static final long UINT32_MAX = 0xffff_ffffL;

    private static final Type[] TYPES = Type.values();

    static Frame data(int flags, long stream, long length) { return new Frame(Type.DATA, flags, stream, length); }

    static Frame windowUpdate(int flags, long stream, long delta) {
        return new Frame(Type.WINDOW_UPDATE, flags, stream, delta);
    }

    static Frame ping(int flags, long value) { return new Frame(Type.PING, flags, 0, value); }

    static Frame goAway(long reason) { return new Frame(Type.GO_AWAY, 0, 0, reason); }

    /// Reads the 12 bytes that remain in `header`.
    ///
    /// @throws P2pException for another length, version or type
    public static Frame decode(ByteBuffer header) throws P2pException {
        if (header.remaining() != HEADER_BYTES) {
            throw P2pException.peer("a yamux header of " + header.remaining() + " bytes");
        }
        int version = Byte.toUnsignedInt(header.get());
        int type = Byte.toUnsignedInt(header.get());
        int flags = Short.toUnsignedInt(header.getShort());
        // spec: version: "At the current time, the field is always set to 0"
        if (version != 0) throw P2pException.peer("yamux version " + version);
        if (type >= TYPES.length) throw P2pException.peer("yamux frame type " + type);
        return new Frame(TYPES[type], flags, Integer.toUnsignedLong(header.getInt()),
                Integer.toUnsignedLong(header.getInt()));
    }

    /// Puts the 12 bytes into `header`, and returns it.
    ByteBuffer encode(ByteBuffer header) {
        return header.put((byte) 0).put((byte) type.ordinal()).putShort((short) flags).putInt((int) stream)
                .putInt((int) length);
    }

    /// Bytes that follow the header.
    long bodyBytes() { return type == Type.DATA ? length : 0; }

    public boolean has(int flag) { return (flags & flag) != 0; }
}
