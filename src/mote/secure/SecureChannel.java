package mote.secure;

import module java.base;
import mote.crypto.*;
import mote.io.*;
import mote.negotiate.*;
import mote.peer.*;

/// A pipe that is encrypted and authenticated, to a peer whose identity is proven.
public interface SecureChannel extends Duplex {

    /// The peer at the other end.
    PeerId remotePeer();

    /// Its public key.
    PublicKey remoteKey();

    /// The muxer that the handshake agreed on, where it did (early muxer selection).
    Optional<ProtocolId> muxer();
}
