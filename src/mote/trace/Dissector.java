package mote.trace;

import module java.base;
import mote.bytes.*;
import mote.io.*;

/// Finds the messages in what passes through a pipe, and shows each as soon as it is complete. It takes any bytes at
/// all, since a peer may send any: what makes no sense is shown as data. For one thread at a time.
interface Dissector {

    /// The next bytes in one direction.
    void bytes(Tap.Direction direction, Bytes piece);

    /// Shows what has come of a message that will not be completed.
    default void end(Tap.Direction direction) { }

    /// One that has no name for what passes.
    static Dissector unknown(Place place) { return (direction, piece) -> place.data(direction, "", piece); }

    /// Something for each direction.
    static <T> Map<Tap.Direction, T> both(Supplier<T> each) {
        var both = new EnumMap<Tap.Direction, T>(Tap.Direction.class);
        for (Tap.Direction direction : Tap.Direction.values()) {
            both.put(direction, each.get());
        }
        return both;
    }
}
