package mote.secure;

import module java.base;
import mote.io.*;
import mote.negotiate.*;
import mote.peer.*;

/// A handshake that turns a raw pipe into a [SecureChannel]. Both methods return only after the identity of the other
/// side is proven. They run on the calling thread, without a time limit of their own: the caller closes `raw` when its
/// [mote.task.Deadline] is over. Where they fail they close `raw`.
public interface SecurityProtocol {

    ProtocolId id();

    /// Does beforehand what only the first handshake has to do, so that it need not.
    default void warmUp() { }

    /// Begins the handshake, as the side that dialled.
    ///
    /// @param expected who must be there, if that is known
    /// @param muxers what this side offers for early muxer selection, best first; may be empty
    /// @throws WrongPeerException when another peer than `expected` is there
    /// @throws IOException when the handshake failed
    SecureChannel initiate(Duplex raw, Optional<PeerId> expected, List<ProtocolId> muxers) throws IOException;

    /// Answers the handshake, as the side that was dialled.
    ///
    /// @throws IOException when the handshake failed
    SecureChannel respond(Duplex raw, List<ProtocolId> muxers) throws IOException;
}
