package mote.connection;

import java.io.IOException;
import java.util.List;
import mote.mux.Stream;
import mote.negotiate.ProtocolId;

/// One protocol, from the side that is asked. It runs on a virtual thread of its own for every stream: returning closes
/// the stream, throwing resets it.
public interface ProtocolHandler {

    /// What this handler answers to.
    List<ProtocolId> ids();

    /// Holds the conversation.
    ///
    /// @throws IOException ends the stream with a reset
    void handle(Stream stream, Connection connection) throws IOException;
}
