package mote.secure.noise;

import module java.base;
import mote.budget.*;
import mote.io.*;

/// The buffers in which channels hold many messages at once, shared by all channels of a node. Each is lent while
/// bytes are in it, and reserved from the node's budget for that time.
///
/// Fresh arrays of 128 KiB for each read and write would be more garbage than all else together.
final class BufferPool implements Holder {

    /// Two messages of the greatest length: no more of a heap buffer should go into one system call.
    static final int LARGE_BYTES = 2 * MessageWriter.FRAME_BYTES_MAX;

    private final Limits limits;
    private final Reservation memory;
    // Guarded by this.
    private final Deque<ByteBuffer> kept = new ArrayDeque<>();
    private int lent;
    /// In the order in which they began.
    private final SortedMap<Long, Half> halves = new TreeMap<>();
    private long began;

    /// A message of which a part is here, in a buffer of so many bytes.
    private record Half(Duplex raw, int bytes) { }

    BufferPool(Budget budget, Limits limits) {
        budget.countOn(this);
        this.limits = limits;
        this.memory = budget.reservation(Resource.MEMORY);
    }

    /// A large buffer, or null where too many are lent or the budget has none left.
    synchronized ByteBuffer large() {
        if (lent == limits.largeBuffers() || !memory.tryGrow(LARGE_BYTES)) return null;
        lent++;
        return kept.isEmpty() ? ByteBuffer.allocate(LARGE_BYTES) : kept.pop().clear();
    }

    /// A buffer of `length` bytes, which is not kept afterwards.
    ByteBuffer exact(int length) throws OverBudgetException {
        memory.claim(length);
        return ByteBuffer.allocate(length);
    }

    /// Notes that the rest of a message has to come from `raw`, until [#goesOn].
    ///
    /// @param since what this returned for the same message before, or 0
    synchronized long waits(Duplex raw, int bytes, long since) {
        long key = since == 0 ? ++began : since;
        halves.put(key, new Half(raw, bytes));
        return key;
    }

    /// More has come. Returns false where the message was given up before, and its pipe closed: its buffer is not
    /// reserved any more then.
    synchronized boolean goesOn(long since) { return halves.remove(since) != null; }

    /// Takes back what was lent.
    synchronized void giveBack(ByteBuffer buffer) {
        memory.shrink(buffer.capacity());
        takeBack(buffer);
    }

    /// Takes back what is not reserved any more.
    synchronized void takeBack(ByteBuffer buffer) {
        if (buffer.capacity() < LARGE_BYTES) return;
        lent--;
        if (kept.size() < limits.keptBuffers()) kept.push(buffer);
    }

    /// By the message that would have to go.
    @Override public synchronized long held() { return halves.isEmpty() ? 0 : halves.get(halves.firstKey()).bytes; }

    /// Whoever began a message and left it so for longest has to go: an honest message takes no time to come.
    @Override
    public boolean giveUp() {
        Half oldest;
        synchronized (this) {
            if (halves.isEmpty()) return false;
            oldest = halves.remove(halves.firstKey());
            memory.shrink(oldest.bytes);
        }
        oldest.raw.close();
        return true;
    }
}
