package mote.mux.yamux;

import mote.bytes.*;

/// How much the peer lets a stream send.
final class SendWindow {

    private long left = Frame.WINDOW_BYTES;

    long left() { return left; }

    /// Takes at most `wanted` bytes of it, and returns how many.
    int take(int wanted) {
        int taken = (int) Math.min(wanted, left);
        left -= taken;
        return taken;
    }

    /// Adds what a Window Update says.
    ///
    /// @throws P2pException where the sum is beyond 2^32 - 1
    void credit(long delta) throws P2pException {
        if (delta > Frame.UINT32_MAX - left) {
            throw P2pException.peer("a window of " + left + " bytes enlarged by " + delta);
        }
        left += delta;
    }
}
