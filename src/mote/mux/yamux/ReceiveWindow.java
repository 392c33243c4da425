package mote.mux.yamux;

import mote.bytes.*;

/// How much a stream lets the peer send, and when to let it send more.
///
/// ```
///   size = left             + unread         + owed
///          the peer may       received, not    consumed, not
///          still send it      yet consumed     yet credited
/// ```
///
/// Credit is given back in steps of half the window. Where less than four round trips lie between two steps, the peer
/// waits for credit more than it sends, so the window doubles. QUIC implementations do it that way, too.
final class ReceiveWindow {

    private static final int ROUND_TRIPS = 4;

    private long size = Frame.WINDOW_BYTES;
    private long left = size;
    private long owed;
    private long lastCredit;

    /// @param now the time at which the stream begins, in nanoseconds
    ReceiveWindow(long now) { lastCredit = now; }

    long size() { return size; }

    long left() { return left; }

    /// Counts bytes that the peer sends.
    ///
    /// @throws P2pException where it sends more than it may
    void arrive(long bytes) throws P2pException {
        if (bytes > left) throw P2pException.peer("a frame of " + bytes + " bytes, the window has " + left);
        left -= bytes;
    }

    /// Counts bytes that were consumed, and returns whether it is time for [#credit].
    boolean consume(long bytes) {
        owed += bytes;
        return owed >= size / 2;
    }

    /// What a Window Update has to say now that it is time, 0 where it needs none. The window doubles, stays or halves:
    /// it shrinks by owing less.
    ///
    /// @param now nanoseconds
    /// @param rtt nanoseconds, 0 where it is not known
    /// @param sizeMax what the window may be now
    long credit(long now, long rtt, long sizeMax) {
        boolean isShort = now - lastCredit < ROUND_TRIPS * rtt;
        long next = size > sizeMax ? Math.max(size / 2, Frame.WINDOW_BYTES)
                : isShort && 2 * size <= sizeMax ? 2 * size : size;
        long delta = owed + next - size;
        size = next;
        left += delta;
        owed = 0;
        lastCredit = now;
        return delta;
    }
}
