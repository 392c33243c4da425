package fuzz;

import java.io.ByteArrayOutputStream;
import java.util.List;
import mote.bytes.Bytes;

/// A piece of an encoded input, as a [Grammar] finds it: so that it can be moved, repeated or lied about while all that
/// stands around it stays in order.
///
/// ```
///   | tag | length, in the form that the grammar has | content, or the parts that make it up |
/// ```
///
/// @param tag what stands before the length; may be empty
/// @param form how the length is written
/// @param content used where there are no parts
/// @param parts the items inside
/// @param written the length as it is written; null for the true one
public record Item(Bytes tag, Form form, Bytes content, List<Item> parts, Bytes written) {

    /// How a length is written.
    public enum Form {
        /// It is not.
        NONE,
        /// As a varint.
        VARINT,
        /// As in DER: one byte below 128, else the number of bytes that follow, and these.
        DER;

        Bytes of(int length) {
            return switch (this) {
                case NONE -> Bytes.EMPTY;
                case VARINT -> Numbers.varint(length);
                case DER -> length < 0x80 ? Numbers.bigEndian(length, 1) : Numbers.derLength(length,
                        length < 0x100 ? 1 : length < 0x10000 ? 2 : 3);
            };
        }

        /// A longer way to write the same, which readers of canonical forms have to refuse.
        Bytes longer(int length, int more) {
            return switch (this) {
                case NONE -> Bytes.EMPTY;
                case VARINT -> Numbers.padded(Numbers.varint(length), more);
                case DER -> Numbers.derLength(length, (length < 0x80 ? 0 : length < 0x100 ? 1 : 2) + more);
            };
        }

        /// A length that is not the true one, or no length at all.
        Bytes lie(long length) {
            return switch (this) {
                case NONE -> Bytes.EMPTY;
                case VARINT -> Numbers.varint(length);
                case DER -> length < 0 ? Bytes.ofHex("80")
                        : Numbers.derLength((int) length, length >>> 32 != 0 ? 8 : 4);
            };
        }
    }

    public static Item leaf(Bytes content) {
        return new Item(Bytes.EMPTY, Form.NONE, content, List.of(), null);
    }

    public static Item of(Bytes tag, Form form, Bytes content, List<Item> parts) {
        return new Item(tag, form, content, parts, null);
    }

    Item tagged(Bytes other) {
        return new Item(other, form, content, parts, written);
    }

    Item containing(Bytes other) {
        return new Item(tag, form, other, List.of(), written);
    }

    Item containing(List<Item> others) {
        return new Item(tag, form, Bytes.EMPTY, others, written);
    }

    Item writing(Bytes length) {
        return new Item(tag, form, content, parts, length);
    }

    /// How many items this is, with all inside.
    int count() {
        return 1 + count(parts);
    }

    static int count(List<Item> items) {
        int count = 0;
        for (Item item : items) {
            count += item.count();
        }
        return count;
    }

    /// The content, or the parts as they are encoded.
    Bytes body() {
        return parts.isEmpty() ? content : encode(parts);
    }

    static Bytes encode(List<Item> items) {
        var out = new ByteArrayOutputStream(128);
        items.forEach(item -> item.writeTo(out));
        return Bytes.copyOf(out.toByteArray());
    }

    private void writeTo(ByteArrayOutputStream out) {
        out.writeBytes(tag.toArray());
        Bytes body = body();
        out.writeBytes((written != null ? written : form.of(body.length())).toArray());
        out.writeBytes(body.toArray());
    }
}
