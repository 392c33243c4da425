package mote.multiaddr;

import mote.bytes.*;

/// An address has a component of a protocol that is not in the table [Protocol]. It may be a good address of a newer
/// node: who reads a list of addresses leaves it out and goes on.
public final class UnknownProtocolException extends P2pException {

    private static final long serialVersionUID = 1;

    UnknownProtocolException(String protocol) { super(Blame.PEER, "unknown multiaddr protocol " + protocol); }
}
