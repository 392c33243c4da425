package mote.bytes;

import module java.base;

/// An immutable byte string with content equality: the only byte type inside records. The bodies of data frames
/// never become one. Order is unsigned and lexicographic. A slice shares the array of the whole.
public final class Bytes implements Comparable<Bytes> {

    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] array;
    private final int from;
    private final int to;

    /// Takes `array` over: nobody changes it from here on.
    Bytes(byte[] array) { this(array, 0, array.length); }

    private Bytes(byte[] array, int from, int to) {
        this.array = array;
        this.from = from;
        this.to = to;
    }

    /// A copy of all of `array`.
    public static Bytes copyOf(byte[] array) { return copyOf(array, 0, array.length); }

    /// A copy of `array[from..to)`.
    public static Bytes copyOf(byte[] array, int from, int to) {
        return new Bytes(Arrays.copyOfRange(array, from, to));
    }

    /// A copy of what remains in `buffer`, which is consumed.
    public static Bytes copyOf(ByteBuffer buffer) {
        byte[] copy = new byte[buffer.remaining()];
        buffer.get(copy);
        return new Bytes(copy);
    }

    /// The UTF-8 form of `text`.
    public static Bytes utf8(String text) { return new Bytes(text.getBytes(StandardCharsets.UTF_8)); }

    /// The bytes that `hex` writes, two digits each, in either case.
    ///
    /// @throws IllegalArgumentException where `hex` is not that
    public static Bytes ofHex(String hex) { return new Bytes(HexFormat.of().parseHex(hex)); }

    public int length() { return to - from; }

    public boolean isEmpty() { return from == to; }

    /// The byte at `index`, 0 to 255.
    public int at(int index) { return array[from + Objects.checkIndex(index, length())] & 0xff; }

    /// The bytes from `begin` to before `end`, sharing this array.
    public Bytes slice(int begin, int end) {
        Objects.checkFromToIndex(begin, end, length());
        return new Bytes(array, from + begin, from + end);
    }

    public Bytes slice(int begin) { return slice(begin, length()); }

    /// These bytes followed by `tail`.
    public Bytes concat(Bytes tail) {
        return new Bytes(ByteBuffer.allocate(length() + tail.length()).put(buffer()).put(tail.buffer()).array());
    }

    public boolean startsWith(Bytes prefix) {
        return length() >= prefix.length() && slice(0, prefix.length()).equals(prefix);
    }

    /// A new array of these bytes.
    public byte[] toArray() { return Arrays.copyOfRange(array, from, to); }

    /// Writes all bytes to `out`.
    void writeTo(ByteArrayOutputStream out) { out.write(array, from, length()); }

    /// A read-only view, from the first byte to the last.
    public ByteBuffer buffer() { return ByteBuffer.wrap(array, from, length()).slice().asReadOnlyBuffer(); }

    /// Lower-case hexadecimal, two digits a byte.
    public String hex() { return HexFormat.of().formatHex(array, from, to); }

    /// The text that these bytes are in UTF-8; malformed input becomes U+FFFD.
    public String utf8() { return new String(array, from, length(), StandardCharsets.UTF_8); }

    /// The text that these bytes are in UTF-8.
    ///
    /// @throws P2pException with blame PEER where they are not UTF-8
    public String text() throws P2pException {
        String text = utf8();
        if (!utf8(text).equals(this)) throw P2pException.peer("not UTF-8: " + this);
        return text;
    }

    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(array, from, to, other.array, other.from, other.to);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Bytes other && Arrays.equals(array, from, to, other.array, other.from, other.to);
    }

    @Override public int hashCode() { return ByteBuffer.wrap(array, from, length()).hashCode(); }

    /// Hexadecimal, cut after 32 bytes.
    @Override
    public String toString() { return length() <= 32 ? hex() : slice(0, 32).hex() + ".. (" + length() + " bytes)"; }
}
