package mote.connection;

import module java.base;
import mote.budget.*;
import mote.peer.*;

/// Decides whether a peer that has just proven its identity may connect, and what it may use.
@FunctionalInterface
public interface Gate {

    /// Lets `peer` in, or refuses.
    ///
    /// @throws IOException the refusal; nothing is reserved then
    Admission admit(PeerId peer) throws IOException;

    /// What an admitted connection may use, reserved until it is closed.
    interface Admission extends AutoCloseable {

        /// The budget of the connection.
        Budget connection();

        /// The budget of the streams that the peer may open to `handler`, over all of its connections.
        Budget protocol(ProtocolHandler handler);

        /// Told that the connection did not end in order.
        default void connectionFailed(IOException failure) { }

        /// Told that a stream of the peer was reset here, on a connection that goes on.
        default void streamFailed(IOException failure) { }

        /// Gives everything back. Idempotent.
        @Override void close();
    }
}
