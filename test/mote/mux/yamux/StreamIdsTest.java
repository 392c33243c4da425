package mote.mux.yamux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import mote.bytes.P2pException;
import org.junit.jupiter.api.Test;

final class StreamIdsTest {

    private final StreamIds dialer = new StreamIds(true, 4);
    private final StreamIds listener = new StreamIds(false, 4);

    @Test
    void dialerUsesOddIdsAndListenerEvenOnes() throws P2pException {
        assertEquals(1, dialer.next());
        assertEquals(3, dialer.next());
        assertEquals(2, listener.next());
        assertEquals(4, listener.next());
    }

    @Test
    void refusesIdsThatAreNotThePeers() {
        assertThrows(P2pException.class, () -> dialer.use(1));
        assertThrows(P2pException.class, () -> dialer.use(0));
        assertThrows(P2pException.class, () -> listener.use(2));
        assertThrows(P2pException.class, () -> listener.use(0));
    }

    @Test
    void refusesAnIdThatWasUsed() throws P2pException {
        listener.use(1);
        listener.use(3);
        assertThrows(P2pException.class, () -> listener.use(1));
        assertThrows(P2pException.class, () -> listener.use(3));
    }

    @Test
    void takesIdsOutOfOrder() throws P2pException {
        listener.use(9);
        assertFalse(listener.isUsed(3));
        listener.use(3);
        listener.use(1);
        listener.use(11);
        assertTrue(listener.isUsed(3));
        assertFalse(listener.isUsed(5));
        assertThrows(P2pException.class, () -> listener.use(3));
    }

    @Test
    void remembersOnlySoManyIdsThatWereLeftOut() throws P2pException {
        assertThrows(P2pException.class, () -> listener.use(11), "leaves out 1, 3, 5, 7, 9");
        assertThrows(P2pException.class, () -> listener.use(Frame.UINT32_MAX));
        listener.use(9);
        listener.use(11);
        assertThrows(P2pException.class, () -> listener.use(15));
        listener.use(5);
        listener.use(15);
    }

    @Test
    void knowsWhichOfItsOwnHaveBeen() throws P2pException {
        dialer.next();
        assertTrue(dialer.isUsed(1));
        assertFalse(dialer.isUsed(3));
        assertFalse(dialer.isUsed(2));
        assertFalse(dialer.isUsed(0));
        assertFalse(listener.isUsed(0));
    }
}
