package mote.bytes;

import module java.base;

/// Builds a byte string from front to back, up to a bound given at the start. Integers are big-endian.
/// Passing the bound is an error of the caller ([IllegalStateException]): what is written is our own.
public final class Writer {

    private final int max;
    private byte[] array;
    private int length;

    /// A writer for at most `max` bytes.
    public Writer(int max) {
        this.max = max;
        this.array = new byte[Math.min(max, 64)];
    }

    public int length() { return length; }

    public Writer u8(int value) {
        reserve(1);
        array[length++] = (byte) value;
        return this;
    }

    public Writer u16(int value) { return u8(value >>> 8).u8(value); }

    public Writer u32(long value) { return u16((int) (value >>> 16)).u16((int) value); }

    public Writer u64(long value) { return u32(value >>> 32).u32(value); }

    /// A multiformats varint ([Varint]).
    public Writer varint(long value) {
        Varint.write(this, value);
        return this;
    }

    public Writer bytes(Bytes value) {
        reserve(value.length());
        value.copyTo(array, length);
        length += value.length();
        return this;
    }

    /// The length of `value` as a varint, then `value`.
    public Writer lengthPrefixed(Bytes value) { return varint(value.length()).bytes(value); }

    /// What was written so far.
    public Bytes toBytes() { return Bytes.copyOf(array, 0, length); }

    private void reserve(int count) {
        if (count > max - length) {
            throw new IllegalStateException((length + (long) count) + " bytes written, allowed are " + max);
        }
        if (count > array.length - length) {
            int wanted = Math.max(length + count, Math.min(max, array.length * 2));
            array = Arrays.copyOf(array, wanted);
        }
    }
}
