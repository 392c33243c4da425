package mote.mux.yamux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ChunksTest {

    private final Chunks chunks = new Chunks();

    @Test
    void beginsWithNothing() {
        assertEquals(0, chunks.capacity());
        assertTrue(chunks.isFull());
        assertEquals(0, chunks.front(10).remaining());
    }

    @Test
    void keepsTheOrderOfBytesThroughLongAndShortRows() {
        var random = new Random(1);
        Deque<Byte> expected = new ArrayDeque<>();
        byte next = 0;
        for (int i = 0; i < 20_000; i++) {
            if (random.nextInt(100) < 40 + i / 1_000) {
                if (chunks.isFull()) {
                    int bytes = 1 + random.nextInt(16);
                    int held = chunks.capacity() + chunks.missing(bytes);
                    chunks.extend(bytes);
                    assertEquals(held, chunks.capacity());
                }
                ByteBuffer space = chunks.space(1 + random.nextInt(20));
                int count = space.remaining();
                assertTrue(count > 0);
                while (space.hasRemaining()) {
                    space.put(next);
                    expected.add(next++);
                }
                chunks.filled(count);
            } else {
                ByteBuffer front = chunks.front(1 + random.nextInt(20));
                int count = front.remaining();
                assertEquals(expected.isEmpty(), count == 0);
                while (front.hasRemaining()) {
                    assertEquals(expected.remove(), front.get());
                }
                if (count > 0) chunks.drained(count);
            }
            assertEquals(expected.size(), chunks.size());
            assertTrue(chunks.capacity() >= chunks.size());
        }
        assertTrue(chunks.size() > 100, "the row was long at the end: " + chunks.size());
    }

    @Test
    void usesAgainWhatWasDrained() {
        for (int i = 0; i < 100; i++) {
            if (chunks.isFull()) chunks.extend(8);
            int count = chunks.space(5).remaining();
            chunks.filled(count);
            for (int left = count; left > 0;) {
                int drained = chunks.front(left).remaining();
                chunks.drained(drained);
                left -= drained;
            }
            assertEquals(8, chunks.capacity());
        }
    }

    @Test
    void whatIsLentSurvivesALongerRow() {
        chunks.extend(4);
        chunks.space(4).putInt(0x01020304);
        chunks.filled(4);
        ByteBuffer lent = chunks.front(2);
        chunks.extend(8);
        chunks.space(4).putInt(0x05060708);
        chunks.filled(4);
        assertEquals(0x0102, lent.getShort());
        chunks.drained(2);
        assertEquals(0x0304, chunks.front(8).getShort());
        chunks.drained(2);
        assertEquals(0x05060708, chunks.front(8).getInt());
    }

    @Test
    void holdsNothingOnceCleared() {
        chunks.extend(8);
        chunks.filled(5);
        chunks.clear();
        assertEquals(0, chunks.capacity());
        assertTrue(!chunks.front(8).hasRemaining());
        assertTrue(chunks.isFull());
    }
}
