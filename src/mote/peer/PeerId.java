package mote.peer;

import mote.bytes.Bytes;
import mote.bytes.P2pException;
import mote.crypto.PublicKey;

/// Who a peer is: the multihash of its public key.
public record PeerId(Bytes multihash) implements Comparable<PeerId> {

    public static PeerId of(PublicKey key) {
        throw new UnsupportedOperationException();
    }

    public static PeerId decode(Bytes multihash) throws P2pException {
        throw new UnsupportedOperationException();
    }

    public static PeerId parse(String text) throws P2pException {
        throw new UnsupportedOperationException();
    }

    @Override
    public int compareTo(PeerId other) {
        return multihash.compareTo(other.multihash);
    }
}
