package mote.trace;

import module java.base;
import mote.bytes.*;
import mote.io.*;

/// A message of one layer, as it crossed.
///
/// @param connection which one of the node; counted from 1
/// @param at since the first connection was there
/// @param direction OUT is from this node to the peer
/// @param pipe where it was found
/// @param stream on which stream; 0 where it is on none
/// @param detail what tells it from others of its kind, in a few words; may be empty
/// @param bytes all of it, without what it carries for the next layer where that is shown as messages of its own. The
///        messages on [Pipe#LINK] together are every byte of the connection, once.
/// @param fields its parts, in order
public record Message(int connection, Duration at, Tap.Direction direction, Kind kind, Pipe pipe, long stream,
        String detail, Bytes bytes, List<Field> fields) { }
