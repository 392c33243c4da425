package mote.mux.yamux;

import module java.base;
import mote.budget.*;
import mote.bytes.*;

/// What a stream has received and nobody has read, in arrays that are added with need. Its monitor guards it and the
/// state of the stream, but not the bytes that [#space] and [#front] lend.
///
/// The budget counts the bytes of the arrays, and the whole window once it is larger than every stream's first: what
/// was promised can be taken, then. A stream that is idle counts for what it holds, which is nothing.
final class Arrivals {

    private final YamuxSession session;
    private final Reservation held;
    private final Chunks chunks = new Chunks();
    private final ReceiveWindow window;
    private boolean filling;
    private long received;
    private long receivedAtTrim;

    Arrivals(YamuxSession session) throws OverBudgetException {
        this.session = session;
        this.held = session.budget.reserve(Resource.MEMORY, 0);
        this.window = new ReceiveWindow(session.clock.nanos());
    }

    synchronized int unread() { return chunks.size(); }

    /// Unread bytes that are not given up yet.
    synchronized int hoard() { return held.amount() > 0 ? chunks.size() : 0; }

    /// Whether more of a frame that has begun is waited for.
    synchronized boolean isFilling() { return filling; }

    /// Bytes that the peer may still send.
    synchronized long windowLeft() { return window.left(); }

    /// Counts bytes that a header announces.
    synchronized void arrive(long bytes) throws P2pException { window.arrive(bytes); }

    /// Free bytes to be filled, at most `wanted`; none where the budget forbids it. What is held grows with what has
    /// arrived, not with what a header claims.
    synchronized ByteBuffer space(long wanted) {
        if (chunks.isFull()) {
            int earned = Math.clamp(received, session.limits.chunkBytesMin(), session.limits.chunkBytesMax());
            int bytes = (int) Math.min(earned, Long.highestOneBit(2 * (chunks.size() + wanted) - 1));
            if (!hold(chunks.capacity() + chunks.missing(bytes))) return ByteBuffer.allocate(0);
            chunks.extend(bytes);
        }
        filling = true;
        return chunks.space(wanted);
    }

    /// `count` bytes of [#space] are filled.
    synchronized void filled(int count) {
        filling = false;
        received += count;
        chunks.filled(count);
    }

    /// Unread bytes, at most `max`.
    synchronized ByteBuffer front(int max) { return chunks.front(max); }

    /// `count` bytes of [#front] are read.
    synchronized void drained(int count) { chunks.drained(count); }

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

    /// Gives up all memory for good; what is being filled goes when that has ended. What is unread counts as consumed.
    synchronized void drop() {
        held.shrink(held.amount());
        if (filling) return;
        window.consume(chunks.size());
        chunks.clear();
    }

    /// Gives up what is held and not used: nothing is unread, and nothing has arrived since the last call or this is
    /// urgent. Returns whether memory is held still.
    synchronized boolean trim(boolean urgent) {
        if (!filling && chunks.size() == 0 && (urgent || received == receivedAtTrim)) drop();
        receivedAtTrim = received;
        return held.amount() > 0;
    }

    private boolean hold(long bytes) { return held.tryGrow(Math.max(0, bytes - held.amount())); }
}
