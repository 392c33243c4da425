package mote.mux.yamux;

import module java.base;

/// Bytes that arrived and were not read yet, in a row of arrays that is made longer where it is full. One thread fills
/// and one drains; what is lent is theirs without a lock between the two calls of a pair, everything else needs the
/// stream's.
///
/// ```
///   [ read | head: unread ] [ unread bytes ] [ unread :tail | free ]     spare: [ free ] [ free ]
///            front(), drained(n)                       space(), filled(n)
/// ```
///
/// A longer row needs no copy, which a ring would, and garbage of twice its size with it.
final class Chunks {

    private final Deque<byte[]> row = new ArrayDeque<>();
    private final Deque<byte[]> spare = new ArrayDeque<>();
    private int head, tail, size, capacity;

    /// Unread bytes.
    int size() { return size; }

    /// Bytes held.
    int capacity() { return capacity; }

    /// Whether [#extend] is needed before [#space] can give anything.
    boolean isFull() { return row.isEmpty() || tail == row.peekLast().length; }

    /// Bytes that extending by `bytes` takes beside those held.
    int missing(int bytes) { return spare.isEmpty() ? bytes : Math.max(0, bytes - spare.peek().length); }

    /// Adds free space at the end of a full row: of `bytes` bytes, or more where so much is spare.
    void extend(int bytes) {
        capacity += missing(bytes);
        byte[] free = spare.poll();
        row.add(free == null || free.length < bytes ? new byte[bytes] : free);
        tail = 0;
    }

    /// A view of free bytes, at most `max`, in a row that is not full.
    ByteBuffer space(long max) {
        byte[] last = row.getLast();
        return ByteBuffer.wrap(last, tail, (int) Math.min(max, last.length - tail));
    }

    /// The first `count` bytes of what [#space] gave are filled.
    void filled(int count) {
        tail += count;
        size += count;
    }

    /// A view of unread bytes, at most `max`, which are at least one unless there are none.
    ByteBuffer front(int max) {
        if (size == 0) return ByteBuffer.allocate(0);
        byte[] first = row.getFirst();
        return ByteBuffer.wrap(first, head, Math.min(max, Math.min(size, first.length - head)));
    }

    /// The first `count` bytes of what [#front] gave are read.
    void drained(int count) {
        head += count;
        size -= count;
        if (head < row.getFirst().length) return;
        spare.push(row.poll());
        head = 0;
    }

    /// Forgets what is unread and holds nothing.
    void clear() {
        row.clear();
        spare.clear();
        head = tail = size = capacity = 0;
    }
}
