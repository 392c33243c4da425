package mote.bytes;

/// Reads a byte string from front to back and never past its end: every method either returns a value or throws a
/// [P2pException] with blame PEER. Integers are big-endian, as on the wire.
public final class Reader {

    private final Bytes source;
    private int position;

    public Reader(Bytes source) { this.source = source; }

    /// Bytes read so far.
    public int position() { return position; }

    /// Bytes left.
    public int remaining() { return source.length() - position; }

    public boolean isEmpty() { return remaining() == 0; }

    /// One byte, 0 to 255.
    public int u8() throws P2pException {
        need(1);
        return source.at(position++);
    }

    /// Two bytes, 0 to 65,535.
    public int u16() throws P2pException { return u8() << 8 | u8(); }

    /// Four bytes, 0 to 2^32 - 1.
    public long u32() throws P2pException { return (long) u16() << 16 | u16(); }

    /// Eight bytes; values from 2^63 are negative.
    public long u64() throws P2pException { return u32() << 32 | u32(); }

    /// The next `count` bytes.
    public Bytes bytes(long count) throws P2pException {
        need(count);
        Bytes taken = source.slice(position, position + (int) count);
        position += (int) count;
        return taken;
    }

    /// Passes over the next `count` bytes.
    public void skip(long count) throws P2pException {
        need(count);
        position += (int) count;
    }

    /// All that is left.
    public Bytes rest() throws P2pException { return bytes(remaining()); }

    /// A multiformats varint: at most 9 bytes, minimal ([Varint]).
    public long varint() throws P2pException { return Varint.read(this); }

    /// A varint length of at most `max`, then as many bytes.
    public Bytes lengthPrefixed(int max) throws P2pException {
        long length = varint();
        if (length > max) throw P2pException.peer("a field of " + length + " bytes, allowed are " + max);
        return bytes(length);
    }

    /// Refuses bytes that are left over.
    public void end() throws P2pException { if (!isEmpty()) throw P2pException.peer(remaining() + " bytes too many"); }

    private void need(long count) throws P2pException {
        if (count < 0 || count > remaining()) {
            throw P2pException.peer("cut short: " + count + " bytes wanted, " + remaining() + " left");
        }
    }
}
