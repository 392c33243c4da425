package mote.mux.yamux;

import mote.bytes.*;

/// How many frames a peer may send that cost work and move nothing: streams opened and reset at once, empty frames.
/// Some at once, and then so many a second: each is forgiven some time after those before it.
final class Patience {

    private final long nanosEach;
    private final long nanosMax;
    /// When all are forgiven.
    private long end = Long.MIN_VALUE;

    Patience(int burst, int perSecond) {
        this.nanosEach = 1_000_000_000L / perSecond;
        this.nanosMax = burst * nanosEach;
    }

    /// Counts one.
    ///
    /// @param now nanoseconds
    /// @throws P2pException where that was one too many
    void nuisance(String what, long now) throws P2pException {
        long next = Math.max(end, now) + nanosEach;
        if (next - now > nanosMax) throw P2pException.peer("too many frames that move nothing, the last one " + what);
        end = next;
    }
}
