package mote.mux.yamux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import mote.bytes.Bytes;
import mote.bytes.P2pException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FrameTest {

    @Test
    void readsEachType() throws P2pException {
        assertEquals(Frame.data(Frame.SYN, 1, 5), decode("00 00 0001 00000001 00000005"));
        assertEquals(Frame.windowUpdate(Frame.ACK | Frame.FIN, 2, 262_144), decode("00 01 0006 00000002 00040000"));
        assertEquals(Frame.ping(Frame.SYN, 0xdeadbeefL), decode("00 02 0001 00000000 deadbeef"));
        assertEquals(Frame.goAway(Frame.PROTOCOL_ERROR), decode("00 03 0000 00000000 00000001"));
    }

    @Test
    void readsNumbersWithoutSign() throws P2pException {
        assertEquals(Frame.data(0xffff, Frame.UINT32_MAX, Frame.UINT32_MAX), decode("00 00 ffff ffffffff ffffffff"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "01 00 0000 00000001 00000000",    // version 1
        "00 04 0000 00000001 00000000",    // a fifth type
        "00 ff 0000 00000001 00000000",
        "00 00 0000 00000001 000000",      // 11 bytes
        "00 00 0000 00000001 0000000000",  // 13 bytes
        "",
    })
    void refusesWhatIsNoHeader(String hex) {
        assertEquals(P2pException.Blame.PEER, assertThrows(P2pException.class, () -> decode(hex)).blame());
    }

    private static Frame decode(String hex) throws P2pException {
        return Frame.decode(Bytes.ofHex(hex.replace(" ", "")).buffer());
    }
}
