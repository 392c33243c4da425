package mote.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import contract.Background;
import contract.ManualClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import mote.budget.Budget;
import mote.io.MemoryPipe;
import mote.mux.Session;
import mote.mux.Stream;
import mote.mux.StreamResetException;
import mote.mux.yamux.Yamux;
import mote.negotiate.Multistream;
import mote.negotiate.ProtocolId;
import mote.task.Clock;
import mote.task.Scope;
import mote.task.TimedOutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The peer does not answer a proposal that was made without waiting, or answers after the stream was closed.
@Timeout(60)
class SilentListenerTest {

    private static final ProtocolId ONE_WAY = new ProtocolId("/one-way");

    private final Scope scope = new Scope("test", Thread.ofVirtual().factory(), Clock.system());
    private final ManualClock time = new ManualClock();
    private Session listener;
    private ProposedStream proposed;

    @BeforeEach
    void openAStream() throws IOException {
        MemoryPipe pipe = MemoryPipe.create();
        Session dialer = new Yamux().start(pipe.left(), true, "listener", scope, budget("dialer"));
        listener = new Yamux().start(pipe.right(), false, "dialer", scope, budget("listener"));
        proposed = new ProposedStream(dialer.open(), ONE_WAY, time, Limits.DEFAULT.negotiation());
    }

    @AfterEach
    void closeScope() {
        scope.close();
    }

    @Test
    void aReadGivesUpAfterTenSeconds() throws Exception {
        assertGivesUp(() -> proposed.read(ByteBuffer.allocate(1)));
    }

    @Test
    void endingTheWritingHalfGivesUpAfterTenSeconds() throws Exception {
        assertGivesUp(() -> proposed.closeWrite());
    }

    @Test
    void aStreamThatIsClosedBeforeItsAnswerWasReadIsReset() throws Exception {
        proposed.write(ByteBuffer.allocate(3));
        Stream accepted = listener.accept();

        proposed.close();

        assertThrows(StreamResetException.class, () -> {
            Multistream.answer(accepted, List.of(ONE_WAY));
            accepted.readFully(ByteBuffer.allocate(3));
            accepted.read(ByteBuffer.allocate(1));
        });
        assertFalse(proposed.isOpen());
    }

    @Test
    void aStreamThatIsOnlyWrittenStillReadsItsAnswer() throws Exception {
        proposed.stopReading(0);
        proposed.write(ByteBuffer.allocate(3));
        Stream accepted = listener.accept();
        Background answer = Background.run(() -> Multistream.answer(accepted, List.of(ONE_WAY)));

        proposed.closeWrite();

        answer.join();
        accepted.readFully(ByteBuffer.allocate(3));
        assertEquals(-1, accepted.read(ByteBuffer.allocate(1)));
        assertThrows(IOException.class, () -> proposed.read(ByteBuffer.allocate(1)));
    }

    @FunctionalInterface
    private interface Call {
        void run() throws IOException;
    }

    private void assertGivesUp(Call call) throws InterruptedException {
        var failures = new LinkedBlockingQueue<Exception>();
        scope.start("caller", () -> failures.add(assertThrows(IOException.class, call::run)));
        while (time.timers() == 0) {
            Thread.onSpinWait();
        }

        time.advance(Limits.DEFAULT.negotiation());

        assertInstanceOf(TimedOutException.class, failures.take());
        assertFalse(proposed.isOpen());
    }

    private static Budget budget(String name) {
        return new Budget(name, mote.budget.Limits.CONNECTION);
    }
}
