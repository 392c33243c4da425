package mote.io;

import module java.base;
import mote.bytes.*;

/// One direction of a [MemoryPipe]: a bounded queue of bytes between a writer and a reader.
///
/// ```
///   array:  | free | begin .. count bytes .. | free |      (it wraps round)
/// ```
///
/// The writer ends it, the reader abandons it. That is all that can happen to either side: closing a pipe abandons
/// one ring and ends the other.
final class Ring {

    private final byte[] array;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // Guarded by lock.
    private int begin;
    private int count;
    private boolean ended;
    private boolean abandoned;

    Ring(int capacity) { this.array = new byte[capacity]; }

    int read(ByteBuffer dst) throws IOException {
        lock.lock();
        try {
            while (count == 0 && !ended && !abandoned && dst.hasRemaining()) {
                await();
            }
            if (abandoned) throw new ClosedChannelException();
            if (count == 0 && dst.hasRemaining()) return -1;
            int moved = Math.min(count, dst.remaining());
            int untilWrap = Math.min(moved, array.length - begin);
            dst.put(array, begin, untilWrap).put(array, 0, moved - untilWrap);
            begin = (begin + moved) % array.length;
            count -= moved;
            changed.signalAll();
            return moved;
        } finally {
            lock.unlock();
        }
    }

    void write(ByteBuffer src) throws IOException {
        lock.lock();
        try {
            do {
                while (src.hasRemaining() && count == array.length && !ended && !abandoned) {
                    await();
                }
                if (ended) throw new ClosedChannelException();
                if (abandoned) throw P2pException.network("the other side closed the connection");
                put(src);
            } while (src.hasRemaining());
        } finally {
            lock.unlock();
        }
    }

    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void abandon() {
        lock.lock();
        try {
            abandoned = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isAbandoned() {
        lock.lock();
        try {
            return abandoned;
        } finally {
            lock.unlock();
        }
    }

    private void put(ByteBuffer src) {
        int moved = Math.min(src.remaining(), array.length - count);
        int at = (begin + count) % array.length;
        int untilWrap = Math.min(moved, array.length - at);
        src.get(array, at, untilWrap).get(array, 0, moved - untilWrap);
        count += moved;
        changed.signalAll();
    }

    private void await() throws ClosedByInterruptException {
        try {
            changed.await();
        } catch (InterruptedException _) {
            // As a channel of the JDK does, so that a pipe in memory behaves as a socket when a scope is closed.
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
        }
    }
}
