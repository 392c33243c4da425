package mote.mux.yamux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RingTest {

    private final Ring ring = new Ring();

    @Test
    void beginsWithNothing() {
        assertEquals(0, ring.capacity());
        assertEquals(0, ring.space(10).remaining());
        assertEquals(0, ring.front(10).remaining());
    }

    @Test
    void keepsTheOrderOfBytesThroughWrappingAndGrowing() {
        var random = new Random(1);
        Deque<Byte> expected = new ArrayDeque<>();
        byte next = 0;
        for (int i = 0; i < 20_000; i++) {
            if (random.nextBoolean()) {
                if (ring.size() == ring.capacity() && ring.capacity() < 64) {
                    ring.resize(Math.max(1, ring.capacity() * 2));
                }
                ByteBuffer space = ring.space(1 + random.nextInt(20));
                int count = space.remaining();
                while (space.hasRemaining()) {
                    space.put(next);
                    expected.add(next++);
                }
                ring.filled(count);
            } else {
                ByteBuffer front = ring.front(1 + random.nextInt(20));
                int count = front.remaining();
                while (front.hasRemaining()) {
                    assertEquals(expected.remove(), front.get());
                }
                ring.drained(count);
            }
            assertEquals(expected.size(), ring.size());
        }
        assertEquals(64, ring.capacity());
    }

    @Test
    void whatIsLentSurvivesGrowing() {
        ring.resize(4);
        ring.space(4).putInt(0x01020304);
        ring.filled(4);
        ByteBuffer lent = ring.front(2);
        ring.resize(8);
        ring.space(4).putInt(0x05060708);
        ring.filled(4);
        assertEquals(0x0102, lent.getShort());
        ring.drained(2);
        assertEquals(0x03040506, ring.front(8).getInt());
    }

    @Test
    void holdsNothingOnceCleared() {
        ring.resize(8);
        ring.filled(5);
        ring.clear();
        assertEquals(0, ring.capacity());
        assertTrue(!ring.front(8).hasRemaining());
    }
}
