package mote.connection;

import module java.base;
import mote.mux.*;
import mote.negotiate.*;

/// One protocol, from the side that is asked. It runs on a virtual thread of its own for every stream: returning closes
/// the stream, throwing resets it.
public interface ProtocolHandler {

    /// What this handler answers to, all of it with the same conversation. The list never changes.
    List<ProtocolId> ids();

    /// Holds the conversation.
    ///
    /// @throws IOException ends the stream with a reset
    void handle(Stream stream, Connection connection) throws IOException;

    /// How many streams of this protocol one peer may have open at a time; more are reset.
    default int streamsPerPeer() { return 64; }

    /// Called when a connection begins, before any of its streams. Must not block: what takes time is started in
    /// [Connection#scope].
    default void connected(Connection connection) { }

    /// Called when a connection has ended. Must not block.
    default void disconnected(Connection connection) { }
}
