package mote.mux.yamux;

import java.nio.ByteBuffer;
import java.util.concurrent.FutureTask;
import mote.mux.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the application does while the reading thread is in the middle of a frame.
@Timeout(60)
final class YamuxRaceTest {

    private final FramePeer peer = new FramePeer(1 << 20, mote.budget.Limits.CONNECTION);

    @AfterEach
    void endsWithNothingLeft() {
        peer.end();
    }

    @Test
    void doesNotResetAStreamThatIsReadToItsEndBeforeItsFrameIsDoneWith() throws Exception {
        peer.send(Frame.windowUpdate(Frame.SYN, 2, 0));
        Stream stream = peer.session.accept();
        stream.closeWrite();
        peer.expect(Frame.windowUpdate(Frame.ACK | Frame.FIN, 2, 0));
        var read = new FutureTask<>(() -> {
            stream.readFully(ByteBuffer.allocate(10));
            stream.close();
            return null;
        });
        peer.atNextTimer(read);
        peer.sendData(0, 2, 10);
        peer.settle();
        read.get();
    }
}
