package mote.mux.yamux;

import module java.base;
import mote.budget.*;
import mote.bytes.*;

/// What a stream has received and nobody has read, in a ring that grows with need. Guarded by the stream's lock, but
/// for the bytes that [#space] and [#front] lend.
///
/// The budget counts the bytes of the ring, and the whole window once it is larger than every stream's first: what was
/// promised can be taken, then. A stream that is idle counts for what it holds, which is nothing.
final class Arrivals {

    private final Limits limits;
    private final Budget budget;
    private final Reservation held;
    private final Ring ring = new Ring();
    private final ReceiveWindow window;
    private boolean filling;
    private long received;
    private long receivedAtTrim;

    Arrivals(Limits limits, Budget budget, long now) throws OverBudgetException {
        this.limits = limits;
        this.budget = budget;
        this.held = budget.reserve(Resource.MEMORY, 0);
        this.window = new ReceiveWindow(now);
    }

    int unread() { return ring.size(); }

    /// Bytes that the peer may still send.
    long windowLeft() { return window.left(); }

    /// Whether memory is held.
    boolean isHeld() { return held.amount() > 0; }

    /// Counts bytes that a header announces.
    void arrive(long bytes) throws P2pException { window.arrive(bytes); }

    /// Sees to it that there is free space for some of `wanted` bytes. The ring grows with what has arrived, not with
    /// what a header claims. Returns false where the budget forbids it.
    boolean makeRoom(long wanted) {
        long earned = Math.max(limits.ringBytesMin(), powerOfTwo(received + 1));
        int capacity = (int) Math.min(earned, powerOfTwo(ring.size() + wanted));
        if (capacity > ring.capacity()) {
            if (!hold(capacity)) return ring.capacity() > ring.size();
            ring.resize(capacity);
        }
        return true;
    }

    /// Free bytes, at most `max`, to be filled.
    ByteBuffer space(long max) {
        filling = true;
        return ring.space((int) Math.min(max, ring.capacity()));
    }

    /// `count` bytes of [#space] are filled, for a reader who `wants` them.
    void filled(int count, boolean wanted) {
        filling = false;
        received += count;
        if (wanted) {
            ring.filled(count);
        } else {
            drop();
        }
    }

    /// Unread bytes, at most `max`.
    ByteBuffer front(int max) { return ring.front(max); }

    /// `count` bytes of [#front] are read.
    void drained(int count) { ring.drained(count); }

    /// Counts bytes that were consumed, and returns the credit that the peer gets for them now.
    long consumed(long count, long now, long rtt) {
        if (!window.consume(count)) return 0;
        // As much must be left for others as this takes.
        long sizeMax = Math.min(limits.windowBytesMax(), held.amount() + budget.free(Resource.MEMORY) / 2);
        long credit = window.credit(now, rtt, sizeMax);
        if (window.size() > Frame.WINDOW_BYTES) hold(window.size());
        return credit;
    }

    /// Gives up all memory, once nobody fills it. What is unread counts as consumed.
    void drop() {
        if (!filling) {
            window.consume(ring.size());
            ring.clear();
            held.shrink(held.amount());
        }
    }

    /// Gives up what is held and not used: nothing is unread, and nothing has arrived since the last call or this is
    /// urgent.
    void trim(boolean urgent) {
        if (ring.size() == 0 && (urgent || received == receivedAtTrim)) drop();
        receivedAtTrim = received;
    }

    private boolean hold(long bytes) { return held.tryGrow(Math.max(0, bytes - held.amount())); }

    private static long powerOfTwo(long atLeast) { return Long.highestOneBit(2 * atLeast - 1); }
}
