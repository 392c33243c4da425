package mote.secure;

import java.util.Optional;
import mote.crypto.PublicKey;
import mote.io.Duplex;
import mote.negotiate.ProtocolId;
import mote.peer.PeerId;

/// A pipe that is encrypted and authenticated, to a peer whose identity is proven.
public interface SecureChannel extends Duplex {

    /// The peer at the other end.
    PeerId remotePeer();

    /// Its public key.
    PublicKey remoteKey();

    /// The muxer that the handshake agreed on, where it did (early muxer selection).
    Optional<ProtocolId> muxer();
}
