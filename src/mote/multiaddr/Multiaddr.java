package mote.multiaddr;

import java.util.Optional;
import mote.bytes.Bytes;
import mote.bytes.P2pException;
import mote.peer.PeerId;

/// Where a peer is.
public record Multiaddr(Bytes encoded) {

    public static Multiaddr parse(String text) throws P2pException {
        throw new UnsupportedOperationException();
    }

    public static Multiaddr decode(Bytes encoded) throws P2pException {
        throw new UnsupportedOperationException();
    }

    /// The id of the last `/p2p` component.
    public Optional<PeerId> peer() {
        throw new UnsupportedOperationException();
    }

    /// This address without a `/p2p` at its end.
    public Multiaddr withoutPeer() {
        throw new UnsupportedOperationException();
    }

    /// This address, ending in `/p2p/peer`.
    public Multiaddr withPeer(PeerId peer) {
        throw new UnsupportedOperationException();
    }
}
