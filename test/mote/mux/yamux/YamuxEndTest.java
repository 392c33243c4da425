package mote.mux.yamux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import contract.Background;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What is left of a session that has ended.
@Timeout(20)
final class YamuxEndTest {

    private final FramePeer peer = new FramePeer(1 << 20, mote.budget.Limits.CONNECTION);

    @AfterEach
    void endsWithNothingLeft() {
        peer.end();
    }

    @Test
    void leavesNoTimerThatHoldsIt() throws Exception {
        peer.session.open().write(ByteBuffer.wrap(new byte[] {'x'}));
        peer.body(peer.next());
        peer.advance(Limits.DEFAULT.write());
        Background closing = Background.run(peer.session::close);
        peer.expect(Frame.windowUpdate(Frame.RST, 1, 0), Frame.goAway(Frame.NORMAL));
        peer.hangUp();
        closing.join();
        assertEquals(0, peer.timers());
    }
}
