package mote.bytes;

/// Reads a byte string from front to back and never past its end: every method either returns a value or throws a
/// [P2pException] with blame PEER. Integers are big-endian, as on the wire.
public final class Reader {

    /// spec: unsigned-varint: "the maximum size is 9 bytes"
    public static final int VARINT_BYTES_MAX = 9;

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
        skip(1);
        return source.at(position - 1);
    }

    /// Two bytes, 0 to 65,535.
    public int u16() throws P2pException { return u8() << 8 | u8(); }

    /// Four bytes, 0 to 2^32 - 1.
    public long u32() throws P2pException { return (long) u16() << 16 | u16(); }

    /// Eight bytes; values from 2^63 are negative.
    public long u64() throws P2pException { return u32() << 32 | u32(); }

    /// The next `count` bytes.
    public Bytes bytes(long count) throws P2pException {
        skip(count);
        return source.slice(position - (int) count, position);
    }

    /// Passes over the next `count` bytes.
    public void skip(long count) throws P2pException {
        if (count < 0 || count > remaining()) {
            throw P2pException.peer("cut short: " + count + " bytes wanted, " + remaining() + " left");
        }
        position += (int) count;
    }

    /// All that is left.
    public Bytes rest() throws P2pException { return bytes(remaining()); }

    /// The unsigned varint of multiformats: seven bits a byte, least significant first, the high bit set on all bytes
    /// but the last. At most 9 bytes, so 63 bits, and minimal: `81 00` is refused.
    ///
    /// ```
    ///   300 = 0b10_0101100  ->  1 0101100 | 0 0000010  =  ac 02
    /// ```
    ///
    /// @see <a href="https://github.com/multiformats/unsigned-varint">unsigned-varint</a>
    public long varint() throws P2pException {
        int start = position;
        long value = varint(VARINT_BYTES_MAX);
        if (position - start > 1 && source.at(position - 1) == 0) throw P2pException.peer("a non-minimal varint");
        return value;
    }

    /// The varint of protobuf: at most 10 bytes, of which the last holds one bit, and it may be longer than needed.
    /// Values from 2^63 are negative.
    public long varint64() throws P2pException { return varint(10); }

    /// A varint length of at most `max`, then as many bytes.
    public Bytes lengthPrefixed(int max) throws P2pException {
        long length = varint();
        P2pException.checkLimit(length, max, "bytes of a field");
        return bytes(length);
    }

    /// Refuses bytes that are left over.
    public void end() throws P2pException { if (!isEmpty()) throw P2pException.peer(remaining() + " bytes too many"); }

    private long varint(int bytesMax) throws P2pException {
        long value = 0;
        for (int i = 0; i < bytesMax; i++) {
            int octet = u8();
            value |= (long) (octet & 0x7f) << 7 * i;
            if (octet < 0x80 && (i < 9 || octet <= 1)) return value;
        }
        throw P2pException.peer("a varint of more than " + bytesMax + " bytes or 64 bits");
    }
}
