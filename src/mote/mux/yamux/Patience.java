package mote.mux.yamux;

import mote.bytes.*;

/// How many frames a peer may send that cost work and move nothing: streams opened and reset at once, empty frames.
/// A token bucket: some at once, and then so many a second.
final class Patience {

    private static final double NANOS_PER_SECOND = 1e9;

    private final int burst;
    private final int perSecond;
    private double left;
    private long last;

    Patience(int burst, int perSecond, long now) {
        this.burst = burst;
        this.perSecond = perSecond;
        this.left = burst;
        this.last = now;
    }

    /// Counts one.
    ///
    /// @param now nanoseconds
    /// @throws P2pException where that was one too many
    void nuisance(String what, long now) throws P2pException {
        left = Math.min(burst, left + perSecond * ((now - last) / NANOS_PER_SECOND));
        last = now;
        if (left < 1) throw P2pException.peer("too many frames that move nothing, the last one " + what);
        left--;
    }
}
