package mote.protobuf;

import module java.base;
import mote.bytes.*;

/// Reads the fields of one message in the order in which they stand. A value that is not read is skipped, and so are
/// unknown fields. Every method returns a value or throws a [P2pException] with blame PEER.
///
/// Varints are read leniently, as all protobuf readers do: up to 10 bytes, and longer than needed.
///
/// @see <a href="https://protobuf.dev/programming-guides/encoding/">protobuf encoding</a>
public final class ProtoReader {

    static final int VARINT = 0;
    static final int FIXED_64 = 1;
    static final int BYTES = 2;
    static final int GROUP = 3;
    static final int GROUP_END = 4;
    static final int FIXED_32 = 5;
    private static final int NONE = -1;

    private final Reader reader;
    private int field;
    /// The wire type of the value that comes next, or NONE where a tag comes next.
    private int type = NONE;

    public ProtoReader(Bytes message) { this.reader = new Reader(message); }

    /// Moves to the next field, past the value of the one before where that was not read. Returns false at the end.
    public boolean next() throws P2pException {
        if (type != NONE) skip(0);
        if (reader.isEmpty()) return false;
        tag();
        return true;
    }

    /// The number of the field that [#next] found, 1 to 2^29 - 1.
    public int field() { return field; }

    /// The value of a `bytes` field or of a message: a slice.
    public Bytes bytes() throws P2pException {
        expect(BYTES);
        return reader.bytes(reader.varint64());
    }

    /// The value of a `string` field.
    public String string() throws P2pException { return bytes().text(); }

    /// The value of a `uint64` field; values from 2^63 are negative.
    public long uint64() throws P2pException {
        expect(VARINT);
        return reader.varint64();
    }

    /// The value of an `int32` or enum field: higher bits are dropped.
    public int int32() throws P2pException { return (int) uint64(); }

    /// Adds an element of this repeated field to `list`, of at most `max` elements.
    public <T> void add(List<T> list, T element, int max) throws P2pException {
        if (list.size() >= max) throw P2pException.peer("protobuf field " + field + " more than " + max + " times");
        list.add(element);
    }

    private void tag() throws P2pException {
        long tag = reader.varint64();
        if (tag >>> 3 == 0 || tag >>> 32 != 0) {
            throw P2pException.peer("not a protobuf field number: " + Long.toUnsignedString(tag >>> 3));
        }
        field = (int) (tag >>> 3);
        type = (int) tag & 7;
    }

    private void expect(int wanted) throws P2pException {
        if (type == NONE) throw new IllegalStateException("no value: it was read, or next() was not called");
        if (type != wanted) {
            throw P2pException.peer("protobuf field " + field + " has wire type " + type + ", expected " + wanted);
        }
        type = NONE;
    }

    private void skip(int depth) throws P2pException {
        int skipped = type;
        type = NONE;
        switch (skipped) {
            case VARINT -> reader.varint64();
            case FIXED_64 -> reader.skip(8);
            case BYTES -> reader.skip(reader.varint64());
            case GROUP -> skipGroup(depth + 1);
            case FIXED_32 -> reader.skip(4);
            default -> throw P2pException.peer("protobuf field " + field + " has wire type " + skipped);
        }
    }

    private void skipGroup(int depth) throws P2pException {
        P2pException.checkLimit(depth, Limits.DEFAULT.groupDepth(), "protobuf groups within each other");
        int group = field;
        tag();
        while (type != GROUP_END) {
            skip(depth);
            tag();
        }
        type = NONE;
        if (field != group) throw P2pException.peer("protobuf group " + group + " ended as " + field);
    }
}
