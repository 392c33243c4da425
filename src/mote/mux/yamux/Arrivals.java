package mote.mux.yamux;

import module java.base;
import mote.budget.*;
import mote.bytes.*;

/// What a stream has received and nobody has read, in a ring that grows with need. Its monitor guards it and the state
/// of the stream, but not the bytes that [#space] and [#front] lend.
///
/// The budget counts the bytes of the ring, and the whole window once it is larger than every stream's first: what was
/// promised can be taken, then. A stream that is idle counts for what it holds, which is nothing.
final class Arrivals {

    private final YamuxSession session;
    private final Reservation held;
    private final Ring ring = new Ring();
    private final ReceiveWindow window;
    private boolean filling;
    private long received;
    private long receivedAtTrim;

    Arrivals(YamuxSession session) throws OverBudgetException {
        this.session = session;
        this.held = session.budget.reserve(Resource.MEMORY, 0);
        this.window = new ReceiveWindow(session.clock.nanos());
    }

    synchronized int unread() { return ring.size(); }

    /// Bytes that the peer may still send.
    synchronized long windowLeft() { return window.left(); }

    /// Counts bytes that a header announces.
    synchronized void arrive(long bytes) throws P2pException { window.arrive(bytes); }

    /// Free bytes to be filled, at most `wanted`; none where the budget forbids it. The ring grows with what has
    /// arrived, not with what a header claims.
    synchronized ByteBuffer space(long wanted) {
        long earned = Math.max(session.limits.ringBytesMin(), powerOfTwo(received + 1));
        int capacity = (int) Math.min(earned, powerOfTwo(ring.size() + wanted));
        if (capacity > ring.capacity() && hold(capacity)) ring.resize(capacity);
        ByteBuffer space = ring.space((int) Math.min(wanted, ring.capacity()));
        filling = space.hasRemaining();
        return space;
    }

    /// `count` bytes of [#space] are filled.
    synchronized void filled(int count) {
        filling = false;
        received += count;
        ring.filled(count);
    }

    /// Unread bytes, at most `max`.
    synchronized ByteBuffer front(int max) { return ring.front(max); }

    /// `count` bytes of [#front] are read.
    synchronized void drained(int count) { ring.drained(count); }

    /// Counts bytes that were consumed, and returns the credit that the peer gets for them now.
    synchronized long consumed(long count) {
        if (!window.consume(count)) return 0;
        // As much must be left for others as this takes.
        long sizeMax = Math.min(session.limits.windowBytesMax(),
                held.amount() + session.budget.free(Resource.MEMORY) / 2);
        long credit = window.credit(session.clock.nanos(), session.heartbeat.rtt(), sizeMax);
        if (window.size() > Frame.WINDOW_BYTES) hold(window.size());
        return credit;
    }

    /// Gives up all memory, once nobody fills it. What is unread counts as consumed.
    synchronized void drop() {
        if (filling) return;
        window.consume(ring.size());
        ring.clear();
        held.shrink(held.amount());
    }

    /// Gives up what is held and not used: nothing is unread, and nothing has arrived since the last call or this is
    /// urgent. Returns whether memory is held still.
    synchronized boolean trim(boolean urgent) {
        if (ring.size() == 0 && (urgent || received == receivedAtTrim)) drop();
        receivedAtTrim = received;
        return held.amount() > 0;
    }

    private boolean hold(long bytes) { return held.tryGrow(Math.max(0, bytes - held.amount())); }

    private static long powerOfTwo(long atLeast) { return Long.highestOneBit(2 * atLeast - 1); }
}
