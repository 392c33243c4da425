package mote.negotiate;

import module java.base;
import mote.bytes.*;
import mote.io.*;

/// The lines that the other side of one negotiation sends.
///
/// ```
///   | length: varint, 1 or 2 bytes | text: length - 1 bytes of UTF-8 | '\n' |
///
///     03 6e 61 0a     na      no line is shorter: what is shorter is refused
/// ```
///
/// What follows the last line belongs to another protocol, so not one byte of it may be read here. A read asks for what
/// surely belongs to the negotiation and not for more: the length tells, and before it has come, that no line is
/// shorter than `na`.
final class Lines {

    static final String HEADER = "/multistream/1.0.0";
    static final String NOT_AVAILABLE = "na";

    /// Of the length of a line within the limit of 1,024 bytes: no peer can make it more.
    private static final int LENGTH_BYTES_MAX = 2;
    private static final int SHORTEST = encode(NOT_AVAILABLE).length();

    private final Duplex channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(LENGTH_BYTES_MAX + Limits.DEFAULT.lineBytes());
    /// How much may be read although the line at the front is shorter: the header is always followed by a line.
    private int ahead = encode(HEADER).length() + SHORTEST;

    Lines(Duplex channel) { this.channel = channel; }

    /// Lines as they are sent, one after the other.
    static Bytes encode(String... texts) {
        var writer = new Writer(texts.length * (LENGTH_BYTES_MAX + Limits.DEFAULT.lineBytes()));
        for (String text : texts) {
            writer.lengthPrefixed(Bytes.utf8(text + "\n"));
        }
        return writer.toBytes();
    }

    /// The text of one line.
    static String decode(Bytes line) throws P2pException {
        var reader = new Reader(line);
        Bytes text = reader.lengthPrefixed(Limits.DEFAULT.lineBytes());
        reader.end();
        int last = text.length() - 1;
        if (line.length() < SHORTEST || text.at(last) != '\n') {
            throw P2pException.peer("a negotiation line that is empty or has no line feed at its end");
        }
        return text.slice(0, last).utf8();
    }

    /// Reads the first line, which has to be the header.
    void header() throws IOException {
        if (!next().equals(HEADER)) throw P2pException.peer("not multistream-select 1.0");
        ahead = 0;
    }

    /// Reads one line and returns its text.
    String next() throws IOException {
        while (buffer.position() < size()) {
            buffer.limit(Math.max(size(), ahead));
            if (channel.read(buffer) < 0) throw new EOFException("the other side ended in the middle of a negotiation");
        }
        int size = size();
        buffer.flip();
        Bytes line = Bytes.copyOf(buffer.slice(0, size));
        buffer.position(size).compact();
        return decode(line);
    }

    /// Whether the line after the last one has begun to arrive.
    boolean hasBegun() { return buffer.position() > 0; }

    /// How long the line is with its length prefix: exactly where the prefix is in the buffer, else at least.
    private int size() throws P2pException {
        if (buffer.position() == 0) return SHORTEST;
        int low = buffer.get(0);
        int high = low >= 0 ? 0 : buffer.position() == 1 ? 1 : buffer.get(1);
        int prefix = low >= 0 ? 1 : 2;
        int length = high << 7 | low & 0x7f;
        // A high byte that is negative means a third one, a zero that the length is not minimal.
        if (prefix == 2 && high <= 0 || prefix + length < SHORTEST || length > Limits.DEFAULT.lineBytes()) {
            throw P2pException.peer("a negotiation line of a length that is not allowed");
        }
        return prefix + length;
    }
}
