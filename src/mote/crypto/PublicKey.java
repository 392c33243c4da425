package mote.crypto;

import mote.bytes.Bytes;
import mote.bytes.P2pException;

/// The public key of a peer.
public interface PublicKey {

    static PublicKey decode(Bytes encoded) throws P2pException {
        throw new UnsupportedOperationException();
    }

    Bytes encode();

    boolean verify(Bytes message, Bytes signature);
}
