package mote.trace;

import module java.base;
import mote.bytes.*;

/// A part of a message.
///
/// @param name as its specification has it
/// @param bytes how it stands in the message, encrypted where it is; empty where it is not a part of its own
/// @param values what it says; one, unless it is repeated
/// @param isRepeated whether it can come more than once, or not at all
/// @param note what that means here; may be empty
public record Field(String name, Bytes bytes, List<String> values, boolean isRepeated, String note) {

    /// A field with one value.
    static Field of(String name, Bytes bytes, String value, String note) {
        return new Field(name, bytes, List.of(value), false, note);
    }

    /// A field that can come more than once.
    static Field repeated(String name, List<String> values, String note) {
        return new Field(name, Bytes.EMPTY, List.copyOf(values), true, note);
    }

    /// A field whose bytes are not shown apart.
    static Field of(String name, String value, String note) { return of(name, Bytes.EMPTY, value, note); }
}
