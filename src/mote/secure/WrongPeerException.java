package mote.secure;

import mote.bytes.*;
import mote.peer.*;

/// The peer at the other end proved an identity, and it is not the one that was dialled.
public final class WrongPeerException extends P2pException {

    private static final long serialVersionUID = 1;

    public WrongPeerException(PeerId expected, PeerId found) {
        super(Blame.PEER, "wrong peer: expected " + expected + ", found " + found);
    }
}
