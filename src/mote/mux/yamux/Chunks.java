package mote.mux.yamux;

import module java.base;

/// Bytes that arrived and were not read yet. One thread fills and one drains; the array is theirs without a lock
/// between the two calls of a pair, everything else needs the stream's.
///
/// ```
///   [ .... free .... | head: unread bytes :tail | .. free .. ]     both may wrap around
///     space(), filled(n) at the tail      front(), drained(n) at the head
/// ```
final class Ring {

    private byte[] array = {};
    private int head;
    private int size;

    /// Unread bytes.
    int size() { return size; }

    /// Bytes held, a power of two or 0.
    int capacity() { return array.length; }

    /// A view of free bytes, at most `max`, which are at least one unless the ring is full.
    ByteBuffer space(int max) {
        int tail = head + size & array.length - 1;
        int free = Math.min(array.length - size, array.length - tail);
        return ByteBuffer.wrap(array, tail, Math.min(max, free));
    }

    /// The first `count` bytes of what [#space] gave are filled.
    void filled(int count) { size += count; }

    /// A view of unread bytes, at most `max`, which are at least one unless the ring is empty.
    ByteBuffer front(int max) {
        return ByteBuffer.wrap(array, head, Math.min(max, Math.min(size, array.length - head)));
    }

    /// The first `count` bytes of what [#front] gave are read.
    void drained(int count) {
        head = head + count & array.length - 1;
        size -= count;
    }

    /// Moves what is unread to an array of `capacity` bytes, a power of two. Not between [#space] and [#filled].
    void resize(int capacity) {
        byte[] next = new byte[capacity];
        int first = Math.min(size, array.length - head);
        ByteBuffer.wrap(next).put(array, head, first).put(array, 0, size - first);
        array = next;
        head = 0;
    }

    /// Forgets what is unread and holds nothing.
    void clear() {
        size = 0;
        resize(0);
    }
}
