package mote.secure.noise;

import module java.base;
import mote.budget.*;

/// The buffers in which channels hold many messages at once, shared by all channels of a node. Each is lent while
/// bytes are in it, and reserved from the node's budget for that time.
///
/// Fresh arrays of 128 KiB for each read and write would be more garbage than all else together.
final class BufferPool {

    /// Two messages of the greatest length: no more of a heap buffer should go into one system call.
    static final int LARGE_BYTES = 2 * MessageWriter.FRAME_BYTES_MAX;

    private final Limits limits;
    private final Reservation memory;
    // Guarded by this.
    private final Deque<ByteBuffer> kept = new ArrayDeque<>();
    private int lent;

    BufferPool(Budget budget, Limits limits) {
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
        memory.grow(length);
        return ByteBuffer.allocate(length);
    }

    /// Takes back what was lent.
    synchronized void giveBack(ByteBuffer buffer) {
        memory.shrink(buffer.capacity());
        if (buffer.capacity() < LARGE_BYTES) return;
        lent--;
        if (kept.size() < limits.keptBuffers()) kept.push(buffer);
    }
}
