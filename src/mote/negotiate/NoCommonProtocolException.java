package mote.negotiate;

import mote.bytes.*;

/// The two sides share none of the protocols that were proposed.
public final class NoCommonProtocolException extends P2pException {

    private static final long serialVersionUID = 1;

    public NoCommonProtocolException(String message) { super(Blame.PEER, message); }
}
