package mote.mux.yamux;

import module java.base;
import mote.bytes.*;

/// Which stream ids were used, by either side.
///
/// spec: yamux, StreamID: "The client side should use odd ID's, and the server even."
///
/// Ids may be announced out of order: rust-yamux numbers a stream when it is opened and announces it with its first
/// frame. Those that were passed over are remembered, and as a peer has only so many streams unacknowledged, they are
/// few.
final class StreamIds {

    private final int skippedMax;
    private final SequencedSet<Long> skipped = new TreeSet<>();
    private long nextOwn;
    private long nextPeers;

    StreamIds(boolean dialer, int skippedMax) {
        this.skippedMax = skippedMax;
        nextOwn = dialer ? 1 : 2;
        nextPeers = dialer ? 2 : 1;
    }

    /// The id of a new stream of this side.
    long next() throws P2pException {
        if (nextOwn > Frame.UINT32_MAX) throw P2pException.local("the session has no stream ids left");
        nextOwn += 2;
        return nextOwn - 2;
    }

    /// Whether a stream with this id has ever been.
    boolean isUsed(long id) { return id != 0 && (isOwn(id) ? id < nextOwn : id < nextPeers && !skipped.contains(id)); }

    /// Marks an id of the peer as used.
    ///
    /// @throws P2pException where it is none of the peer's, was used before, or leaves too many out
    void use(long id) throws P2pException {
        if (id == 0 || isOwn(id)) throw P2pException.peer("stream id " + id + " is not the peer's to use");
        if (isUsed(id)) throw P2pException.peer("stream id " + id + " used again");
        if (skipped.remove(id)) return;
        if ((id - nextPeers) / 2 + skipped.size() > skippedMax) {
            throw P2pException.peer("stream id " + id + " leaves too many out from " + nextPeers);
        }
        for (long left = nextPeers; left < id; left += 2) {
            skipped.add(left);
        }
        nextPeers = id + 2;
    }

    boolean isOwn(long id) { return (id & 1) == (nextOwn & 1); }
}
