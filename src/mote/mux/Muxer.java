package mote.mux;

import mote.budget.*;
import mote.io.*;
import mote.negotiate.*;
import mote.task.*;

/// Shares one pipe among many streams.
public interface Muxer {

    ProtocolId id();

    /// Starts a session on `channel`, which it owns from now on. Does not block.
    ///
    /// @param dialer whether this side dialled the connection; the two sides number their streams apart by it
    /// @param name who is at the other end, for the names of threads
    /// @param scope where the session's threads run; closing it ends the session
    /// @param budget what the connection may hold; every stream and every buffer is reserved there
    Session start(Duplex channel, boolean dialer, String name, Scope scope, Budget budget);
}
