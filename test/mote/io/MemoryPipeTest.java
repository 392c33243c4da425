package mote.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import contract.Background;
import contract.DuplexContract;
import java.nio.ByteBuffer;
import mote.bytes.P2pException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class MemoryPipeTest extends DuplexContract {

    @Override
    protected Pair pair() {
        MemoryPipe pipe = MemoryPipe.create();
        return new Pair(pipe.left(), pipe.right());
    }

    @Test
    @Timeout(10)
    void writerBlocksWhileThePipeIsFull() throws Exception {
        MemoryPipe pipe = MemoryPipe.create(4);
        Background writer = Background.run(() -> pipe.left().write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5, 6})));
        writer.awaitBlocked();
        ByteBuffer dst = ByteBuffer.allocate(9);
        assertEquals(4, pipe.right().read(dst), "all that it holds");
        writer.join();
        assertEquals(2, pipe.right().read(dst));
    }

    @Test
    @Timeout(10)
    void writerFailsOnceTheOtherSideIsClosed() throws Exception {
        MemoryPipe pipe = MemoryPipe.create(4);
        Background writer = Background.run(() -> {
            var failure = assertThrows(P2pException.class, () -> pipe.left().write(ByteBuffer.allocate(5)));
            assertEquals(P2pException.Blame.NETWORK, failure.blame());
        });
        writer.awaitBlocked();
        pipe.right().close();
        writer.join();
        assertThrows(P2pException.class, () -> pipe.left().write(ByteBuffer.allocate(1)));
    }
}
