package mote.protobuf;

import mote.bytes.*;

/// Writes the fields of one message, in ascending order of their numbers, which makes the encoding deterministic: what
/// is signed has one form. It writes what it is told, default values too: where proto3 leaves those out, so must the
/// caller.
///
/// Passing the bound is an error of the caller ([IllegalStateException]), and so is a wrong order
/// ([IllegalArgumentException]): what is written is our own.
///
/// @see <a href="https://protobuf.dev/programming-guides/encoding/">protobuf encoding</a>
public final class ProtoWriter {

    private final Writer writer;
    private int last = 1;

    /// A writer for a message of at most `max` bytes.
    public ProtoWriter(int max) { this.writer = new Writer(max); }

    /// A `bytes` field, or a message that is encoded already. A repeated field is written once for each element.
    public ProtoWriter bytes(int field, Bytes value) {
        tag(field, ProtoReader.BYTES);
        writer.lengthPrefixed(value);
        return this;
    }

    /// A `string` field, in UTF-8.
    public ProtoWriter string(int field, String value) { return bytes(field, Bytes.utf8(value)); }

    /// A `uint64` or `uint32` field; negative values are those from 2^63.
    public ProtoWriter uint64(int field, long value) {
        tag(field, ProtoReader.VARINT);
        writer.varint64(value);
        return this;
    }

    /// An `int32` or enum field. A negative value takes ten bytes.
    public ProtoWriter int32(int field, int value) { return uint64(field, value); }

    /// What was written so far.
    public Bytes toBytes() { return writer.toBytes(); }

    private void tag(int field, int type) {
        if (field < last || field >= 1 << 29) throw new IllegalArgumentException("field " + field + " after " + last);
        last = field;
        writer.varint64((long) field << 3 | type);
    }
}
