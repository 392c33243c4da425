package mote.mux.yamux;

import static org.junit.jupiter.api.Assertions.assertThrows;

import mote.bytes.P2pException;
import org.junit.jupiter.api.Test;

final class PatienceTest {

    private static final long SECOND = 1_000_000_000;

    private final Patience patience = new Patience(10, 2);

    @Test
    void bearsSomeAtOnceAndThenSoManyASecond() throws P2pException {
        bear(10, 5);
        assertThrows(P2pException.class, () -> patience.nuisance("the eleventh", 5));
        bear(2, 5 + SECOND);
        assertThrows(P2pException.class, () -> patience.nuisance("the third", 5 + SECOND));
    }

    @Test
    void savesUpNoMoreThanItBeginsWith() throws P2pException {
        bear(10, 3_600 * SECOND);
        assertThrows(P2pException.class, () -> patience.nuisance("the eleventh", 3_600 * SECOND));
    }

    private void bear(int count, long now) throws P2pException {
        for (int i = 0; i < count; i++) {
            patience.nuisance("one", now);
        }
    }
}
