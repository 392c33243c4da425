package mote.transport.memory;

import module java.base;

/// The limits of a network in memory.
///
/// @param dial the time for one dial
/// @param backlog connections of a listener that wait to be accepted; a dial to a full one is refused
/// @param windowBytes bytes on their way or unread, for each direction of a link; a writer waits while there is no room
public record Limits(Duration dial, int backlog, int windowBytes) {

    /// As on the real network.
    public static final Limits DEFAULT = new Limits(Duration.ofSeconds(15), 128, 1 << 20);
}
