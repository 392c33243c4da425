package mote.mux.yamux;

import mote.bytes.*;

/// How much the peer lets a stream send. May be used from any thread.
final class SendWindow {

    // Guarded by this.
    private long left = Frame.WINDOW_BYTES;

    /// Takes at most `wanted` bytes of it, and returns how many.
    synchronized int take(int wanted) {
        int taken = (int) Math.min(wanted, left);
        left -= taken;
        return taken;
    }

    /// Adds what a Window Update says.
    ///
    /// @throws P2pException where the sum is beyond 2^32 - 1
    synchronized void credit(long delta) throws P2pException {
        if (delta > Frame.UINT32_MAX - left) {
            throw P2pException.peer("a window of " + left + " bytes enlarged by " + delta);
        }
        left += delta;
    }
}
