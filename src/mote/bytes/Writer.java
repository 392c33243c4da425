package mote.bytes;

import module java.base;

/// Builds a byte string from front to back, up to a bound given at the start. Integers are big-endian.
/// Passing the bound is an error of the caller ([IllegalStateException]): what is written is our own.
public final class Writer {

    private final int max;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(64);

    /// A writer for at most `max` bytes.
    public Writer(int max) { this.max = max; }

    public int length() { return out.size(); }

    public Writer u8(int value) {
        reserve(1);
        out.write(value);
        return this;
    }

    public Writer u16(int value) { return u8(value >>> 8).u8(value); }

    public Writer u32(long value) { return u16((int) (value >>> 16)).u16((int) value); }

    public Writer u64(long value) { return u32(value >>> 32).u32(value); }

    /// A varint of multiformats ([Reader#varint]).
    public Writer varint(long value) {
        if (value < 0) throw new IllegalArgumentException("negative: " + value);
        return varint64(value);
    }

    /// A varint of protobuf, where negative values are those from 2^63: the low seven bits, then the rest.
    public Writer varint64(long value) {
        return value >>> 7 == 0 ? u8((int) value) : u8((int) value | 0x80).varint64(value >>> 7);
    }

    public Writer bytes(Bytes value) {
        reserve(value.length());
        value.writeTo(out);
        return this;
    }

    /// The length of `value` as a varint, then `value`.
    public Writer lengthPrefixed(Bytes value) { return varint(value.length()).bytes(value); }

    /// What was written so far.
    public Bytes toBytes() { return new Bytes(out.toByteArray()); }

    private void reserve(int count) {
        if (count > max - length()) throw new IllegalStateException(length() + count + " bytes, allowed are " + max);
    }
}
