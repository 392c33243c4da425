package mote.negotiate;

import static mote.negotiate.MultistreamTest.arrived;
import static mote.negotiate.MultistreamTest.send;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import contract.Background;
import contract.DuplexContract;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import mote.io.Duplex;
import mote.io.MemoryPipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Once the answer was read, a lazy pipe is the pipe underneath: it passes the contract. Before, it does what the tests
/// below say.
@Timeout(20)
final class LazyDuplexTest extends DuplexContract {

    private static final ProtocolId NOISE = new ProtocolId("/noise");
    private static final String OPENING = "132f6d756c746973747265616d2f312e302e300a" + "072f6e6f6973650a";
    private static final String REFUSAL = "132f6d756c746973747265616d2f312e302e300a" + "036e610a";

    private final MemoryPipe pipe = MemoryPipe.create();
    private final Duplex listener = pipe.right();
    private final LazyDuplex lazy = Multistream.propose(pipe.left(), NOISE);

    @Override
    protected Pair pair() throws Exception {
        MemoryPipe agreed = MemoryPipe.create();
        Background answer = Background.run(() -> Multistream.answer(agreed.right(), List.of(NOISE)));
        LazyDuplex left = Multistream.propose(agreed.left(), NOISE);
        left.agree();
        answer.join();
        return new Pair(left, agreed.right());
    }

    @Test
    void proposesTogetherWithTheFirstData() throws IOException {
        send(lazy, "0020e5");
        assertFalse(lazy.isAgreed());
        send(lazy, "e6");
        assertEquals(OPENING + "0020e5" + "e6", arrived(listener));
    }

    @Test
    void readsTheAnswerBeforeAnythingElse() throws IOException {
        send(listener, OPENING + "0020e5");
        assertEquals("0020e5", arrived(lazy));
        assertTrue(lazy.isAgreed());
        assertEquals(OPENING, arrived(listener), "a read without a write before it sends the proposal alone");
    }

    @Test
    void writesWithoutTheProposalAfterAReadHasSentIt() throws Exception {
        Background reader = Background.run(() -> assertEquals("aa", arrived(lazy)));
        reader.awaitBlocked();
        send(lazy, "0020e5");
        assertEquals(OPENING + "0020e5", arrived(listener));
        send(listener, OPENING + "aa");
        reader.join();
    }

    @Test
    void agreesWithAnAnsweringListener() throws Exception {
        Background answer = Background.run(() -> {
            assertEquals(NOISE, Multistream.answer(listener, List.of(NOISE)));
            assertEquals("0020e5", arrived(listener));
            send(listener, "bb");
        });
        send(lazy, "0020e5");
        assertEquals("bb", arrived(lazy));
        answer.join();
    }

    @Test
    void refusalFailsEveryReadAndNothingIsRetried() throws IOException {
        send(lazy, "0020e5");
        send(listener, REFUSAL + OPENING + "bb");
        var first = assertThrows(NoCommonProtocolException.class, () -> arrived(lazy));
        assertSame(first, assertThrows(NoCommonProtocolException.class, () -> arrived(lazy)));
        assertSame(first, assertThrows(NoCommonProtocolException.class, lazy::closeWrite));
        assertFalse(lazy.isAgreed());
    }

    @Test
    void readsTheAnswerBeforeItEndsItsHalf() throws Exception {
        send(lazy, "aa");
        Background end = Background.run(lazy::closeWrite);
        end.awaitBlocked();
        assertEquals(OPENING + "aa", arrived(listener));
        assertTrue(listener.isOpen());
        send(listener, OPENING);
        end.join();
        assertEquals(-1, listener.read(ByteBuffer.allocate(1)));
    }

    @Test
    void proposesOnAPipeOnWhichNothingIsWritten() throws Exception {
        Background answer = Background.run(() -> {
            assertEquals(NOISE, Multistream.answer(listener, List.of(NOISE)));
            assertEquals(-1, listener.read(ByteBuffer.allocate(1)));
        });
        lazy.closeWrite();
        answer.join();
    }

    @Test
    void readsWhileTheFirstWriteIsBlocked() throws Exception {
        Background writer = Background.run(() -> lazy.write(ByteBuffer.allocate(1 << 20)));
        writer.awaitBlocked();
        send(listener, OPENING + "aa");
        assertEquals("aa", arrived(lazy), "while the writer waits for the listener to read");
        listener.close();
        assertThrows(IOException.class, writer::join);
    }

    @Test
    void closeWakesWhoeverWaitsForTheAnswer() throws Exception {
        Background reader = Background.run(() -> assertThrows(ClosedChannelException.class, () -> arrived(lazy)));
        Background end = Background.run(() -> assertThrows(ClosedChannelException.class, lazy::closeWrite));
        reader.awaitBlocked();
        end.awaitBlocked();
        lazy.close();
        reader.join();
        end.join();
        assertFalse(lazy.isOpen());
    }
}
