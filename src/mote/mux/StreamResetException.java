package mote.mux;

import mote.bytes.*;

/// A stream, or a half of it, was ended before its time.
public final class StreamResetException extends P2pException {

    private static final long serialVersionUID = 1;

    private final long code;

    /// @param byPeer whether the other side did it
    public StreamResetException(boolean byPeer, long code) {
        super(byPeer ? Blame.PEER : Blame.LOCAL, "the stream was reset by " + (byPeer ? "the peer" : "this side")
                + (code == 0 ? "" : " (code " + code + ")"));
        this.code = code;
    }

    /// What the side that reset it gave as its reason, 0 where nothing.
    public long code() { return code; }
}
