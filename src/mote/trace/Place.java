package mote.trace;

import module java.base;
import mote.bytes.*;
import mote.io.*;

/// Where messages are found: a pipe of a connection.
///
/// @param stream 0 where it is none
record Place(LinkTrace connection, Pipe pipe, long stream) {

    void show(Tap.Direction direction, Kind kind, String detail, Bytes bytes, List<Field> fields) {
        connection.show(direction, kind, this, detail, bytes, fields);
    }

    /// Shows bytes that have no structure here.
    void data(Tap.Direction direction, String detail, Bytes bytes) {
        if (!bytes.isEmpty()) {
            show(direction, Kind.DATA, detail, bytes,
                    List.of(Field.of("bytes", bytes, bytes.length() + " bytes", "")));
        }
    }
}
