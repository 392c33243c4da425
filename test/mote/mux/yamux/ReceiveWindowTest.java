package mote.mux.yamux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import mote.bytes.P2pException;
import org.junit.jupiter.api.Test;

final class ReceiveWindowTest {

    private static final long KIB = 1 << 10;
    private static final long MIB = 1 << 20;
    private static final long MS = 1_000_000;

    private final ReceiveWindow window = new ReceiveWindow(0);

    @Test
    void refusesOneByteTooMany() throws P2pException {
        window.arrive(256 * KIB - 1);
        window.arrive(1);
        window.arrive(0);
        assertThrows(P2pException.class, () -> window.arrive(1));
    }

    @Test
    void givesCreditForHalfOfTheWindowAtOnce() throws P2pException {
        window.arrive(200 * KIB);
        assertFalse(window.consume(128 * KIB - 1));
        assertTrue(window.consume(1));
        assertEquals(128 * KIB, window.credit(1_000 * MS, 10 * MS, 16 * MIB));
        assertEquals(184 * KIB, window.left());
        assertFalse(window.consume(72 * KIB));
    }

    @Test
    void doublesWhereHalfOfItTakesLessThanFourRoundTrips() {
        assertTrue(window.consume(128 * KIB));
        assertEquals(384 * KIB, window.credit(39 * MS, 10 * MS, 16 * MIB));
        assertEquals(512 * KIB, window.size());
        assertTrue(window.consume(256 * KIB));
        assertEquals(256 * KIB, window.credit(79 * MS, 10 * MS, 16 * MIB), "forty milliseconds later");
    }

    @Test
    void doesNotGrowWhereTheRoundTripIsNotKnown() {
        assertTrue(window.consume(128 * KIB));
        assertEquals(128 * KIB, window.credit(0, 0, 16 * MIB));
    }

    @Test
    void growsToItsLimitAndNoFurther() {
        for (int i = 0; i < 10; i++) {
            assertTrue(window.consume(window.size() / 2));
            window.credit(0, MS, 16 * MIB);
        }
        assertEquals(16 * MIB, window.size());
        assertTrue(window.consume(8 * MIB));
        assertEquals(8 * MIB, window.credit(0, MS, 17 * MIB));
    }

    @Test
    void shrinksByOwingLess() throws P2pException {
        assertTrue(window.consume(128 * KIB));
        window.credit(0, MS, 16 * MIB);
        window.arrive(300 * KIB);
        assertTrue(window.consume(300 * KIB));
        assertEquals(44 * KIB, window.credit(0, MS, 500 * KIB));
        assertEquals(256 * KIB, window.size());
        assertTrue(window.consume(128 * KIB));
        assertEquals(128 * KIB, window.credit(0, MS, 0), "never less than what every stream begins with");
    }
}
