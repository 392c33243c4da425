package mote.mux.yamux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import mote.bytes.P2pException;
import org.junit.jupiter.api.Test;

final class SendWindowTest {

    private final SendWindow window = new SendWindow();

    @Test
    void beginsWith256KiB() {
        assertEquals(262_144, window.take(Integer.MAX_VALUE));
        assertEquals(0, window.take(1));
    }

    @Test
    void givesWhatIsAskedWhereThereIsEnough() {
        assertEquals(200_000, window.take(200_000));
        assertEquals(62_144, window.take(200_000));
    }

    @Test
    void holdsTheLargestNumberAndNoMore() throws P2pException {
        window.credit(Frame.UINT32_MAX - 262_144);
        window.credit(0);
        assertThrows(P2pException.class, () -> window.credit(1));
        assertThrows(P2pException.class, () -> window.credit(Frame.UINT32_MAX));
        assertEquals(Integer.MAX_VALUE, window.take(Integer.MAX_VALUE), "as it was before");
    }
}
