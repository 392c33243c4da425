package mote.protocol.perf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.LinkedBlockingQueue;
import mote.connection.Connection;
import mote.mux.Stream;
import mote.mux.StreamResetException;
import mote.node.TwoNodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PerfTest {

    @Test
    void movesWhatIsAskedForEachWay() throws Exception {
        try (var nodes = TwoNodes.start()) {
            long[] moved = new long[2];
            var result = nodes.dialer.perf().measure(nodes.connect(), 3_000_000, 5_000_000, (up, down) -> {
                moved[0] = up;
                moved[1] = down;
            });

            assertEquals(3_000_000, moved[0]);
            assertEquals(5_000_000, moved[1]);
            assertTrue(result.up().isPositive() && result.down().isPositive());
        }
    }

    @Test
    void movesNothingWhereNothingIsAskedFor() throws Exception {
        try (var nodes = TwoNodes.start()) {
            var result = nodes.dialer.perf().measure(nodes.connect(), 0, 0, (up, down) -> { });

            assertTrue(result.up().isPositive());
        }
    }

    @Test
    void sendsNothingBeforeTheUploadHasEnded() throws Exception {
        try (var nodes = TwoNodes.start()) {
            Stream stream = nodes.connect().open(Perf.ID);
            stream.write(ByteBuffer.allocate(8).putLong(0, 3));
            stream.write(ByteBuffer.allocate(1_000_000));
            assertTrue(stream.isOpen());
            stream.closeWrite();

            ByteBuffer received = ByteBuffer.allocate(10);
            stream.readFully(received.limit(3));
            assertEquals(-1, stream.read(received.limit(10)));
        }
    }

    @Test
    void answersNoMoreThanEightStreamsOfAPeerAtATime() throws Exception {
        try (var nodes = TwoNodes.start()) {
            Connection connection = nodes.connect();
            var refused = new LinkedBlockingQueue<IOException>();
            for (int i = 0; i < 9; i++) {
                // The one too many is reset, perhaps before the answer to its proposal was read.
                Thread.startVirtualThread(() -> refused.add(assertThrows(IOException.class,
                        () -> connection.open(Perf.ID).read(ByteBuffer.allocate(1)))));
            }

            assertInstanceOf(StreamResetException.class, refused.take());
            assertTrue(connection.isOpen());
        }
    }

    @Test
    void resetsAStreamThatEndsBeforeItsNumber() throws Exception {
        try (var nodes = TwoNodes.start()) {
            Stream stream = nodes.connect().open(Perf.ID);
            stream.write(ByteBuffer.allocate(7));
            stream.closeWrite();

            assertThrows(IOException.class, () -> stream.read(ByteBuffer.allocate(1)));
        }
    }
}
