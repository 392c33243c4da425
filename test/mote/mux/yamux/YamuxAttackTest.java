package mote.mux.yamux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import contract.Background;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import mote.budget.Resource;
import mote.bytes.P2pException;
import mote.mux.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Stopped by the window of a stream (256 KiB at first), and by `Limits.streamsUnacknowledged` (256), `pingsPending`
/// (32), `pendingBytesMax` (128 KiB), `strayBytesMax` (64 MiB), `nuisances` (1,000 and 100 a second), `chunkBytesMin`
/// (8 KiB), `write` (10 s), and the budget of memory and streams.
@Timeout(20)
final class YamuxAttackTest {

    private static final mote.budget.Limits LIMITS = new mote.budget.Limits(1 << 20, 1, 300, 300, 1, 1);
    private static final int WINDOW = 256 << 10;

    private final FramePeer peer = new FramePeer(1 << 20, LIMITS);

    @AfterEach
    void endsWithNothingLeft() {
        peer.end();
    }

    // ---- streams that are opened and not used

    @Test
    void streamsThatAreOpenedAndResetAtOnce() throws Exception {
        Background flood = Background.run(() -> flood(i -> {
            peer.send(Frame.windowUpdate(Frame.SYN, 2 * i, 0), Frame.windowUpdate(Frame.RST, 2 * i, 0));
        }));
        assertRefused("too many frames that move nothing");
        flood.awaitEnd();
    }

    @Test
    void streamsWithoutEndThatNobodyAccepts() throws IOException {
        for (int i = 1; i <= 256; i++) {
            peer.send(Frame.windowUpdate(Frame.SYN, 2 * i, 0));
        }
        peer.settle();
        for (int i = 257; i < 300; i++) {
            peer.send(Frame.windowUpdate(Frame.SYN, 2 * i, 0));
            peer.expect(Frame.windowUpdate(Frame.RST, 2 * i, 0));
        }
        assertEquals(256, peer.session.streams());
        assertEquals(256, peer.budget.used(Resource.STREAMS_IN));
        assertEquals(0, peer.budget.used(Resource.MEMORY));
    }

    @Test
    void streamsWithoutEndThatAreHeldOpen() throws IOException {
        for (int i = 1; i <= 300; i++) {
            peer.send(Frame.windowUpdate(Frame.SYN | Frame.FIN, 2 * i, 0));
            assertEquals(2 * i, peer.session.accept().id());
        }
        for (int i = 301; i < 400; i++) {
            peer.send(Frame.windowUpdate(Frame.SYN, 2 * i, 0));
            peer.expect(Frame.windowUpdate(Frame.RST, 2 * i, 0));
        }
        assertEquals(300, peer.session.streams());
    }

    @Test
    void streamsThatAreFilledAndAbandonedBeforeAnybodyAcceptsThem() throws IOException {
        peer.sendData(Frame.SYN | Frame.FIN, 2, 100);
        peer.sendData(Frame.SYN | Frame.FIN, 4, WINDOW);
        peer.sendData(Frame.SYN, 6, 100);
        peer.send(Frame.windowUpdate(Frame.RST, 2, 0));
        peer.settle();
        assertEquals(2, peer.session.streams());
        // The rest is given back when the peer hangs up, as after each test.
    }

    // ---- more data than allowed

    @Test
    void oneByteMoreThanTheWindowWithTheStream() throws Exception {
        peer.send(Frame.data(Frame.SYN, 2, WINDOW + 1));
        assertRefused("the window has 262144");
        assertEquals(0, peer.budget.used(Resource.MEMORY));
    }

    @Test
    void oneByteMoreThanTheWindow() throws Exception {
        peer.sendData(Frame.SYN, 2, WINDOW);
        peer.send(Frame.data(0, 2, 1));
        assertRefused("the window has 0");
    }

    @Test
    void lengthOfFourGigabytes() throws Exception {
        peer.send(Frame.data(Frame.SYN, 2, Frame.UINT32_MAX));
        assertRefused("the window has 262144");
    }

    @Test
    void lengthThatIsClaimedAndNotSent() throws IOException {
        for (int i = 1; i <= 10; i++) {
            peer.send(Frame.data(Frame.SYN, 2 * i, WINDOW));
            Stream stream = peer.session.accept();
            while (peer.budget.used(Resource.MEMORY) == 0) {
                Thread.onSpinWait();
            }
            assertEquals(Limits.DEFAULT.chunkBytesMin(), peer.budget.used(Resource.MEMORY));
            peer.sendZeros(WINDOW);
            peer.settle();
            stream.reset(0);
            peer.expect(Frame.windowUpdate(Frame.RST, 2 * i, 0));
        }
    }

    @Test
    void dataAfterTheEndOfAStream() throws Exception {
        peer.send(Frame.windowUpdate(Frame.SYN | Frame.FIN, 2, 0), Frame.data(0, 2, 1));
        assertRefused("after the end");
    }

    @Test
    void dataForStreamsThatHaveEndedBeyondTheirWindows() throws Exception {
        peer.sendData(Frame.SYN, 2, 1);
        peer.settle();
        peer.session.accept().reset(0);
        peer.expect(Frame.windowUpdate(Frame.RST, 2, 0));
        peer.sendData(0, 2, WINDOW - 1);
        peer.expect(Frame.windowUpdate(Frame.RST, 2, 0));
        peer.send(Frame.data(0, 2, 1));
        assertRefused("beyond their windows");
    }

    // ---- ids

    @Test
    void idsOfTheOtherSide() throws Exception {
        peer.send(Frame.windowUpdate(Frame.SYN, 1, 0));
        assertRefused("not the peer's to use");
    }

    @Test
    void idOfTheSession() throws Exception {
        peer.send(Frame.data(Frame.SYN, 0, 0));
        assertRefused("not the peer's to use");
    }

    @Test
    void idThatIsInUse() throws Exception {
        peer.send(Frame.windowUpdate(Frame.SYN, 2, 0), Frame.windowUpdate(Frame.SYN, 2, 0));
        assertRefused("used again");
    }

    @Test
    void idThatWasUsed() throws Exception {
        peer.send(Frame.windowUpdate(Frame.SYN, 2, 0), Frame.windowUpdate(Frame.RST, 2, 0),
                Frame.windowUpdate(Frame.SYN, 2, 0));
        assertRefused("used again");
    }

    @Test
    void idThatWasNeverOpened() throws Exception {
        peer.send(Frame.data(0, 2, 10));
        assertRefused("never opened");
    }

    @Test
    void creditForAStreamThatThisSideHasNotOpened() throws Exception {
        peer.send(Frame.windowUpdate(0, 1, 10));
        assertRefused("never opened");
    }

    @Test
    void idsLeftOutWithoutEnd() throws Exception {
        peer.send(Frame.windowUpdate(Frame.SYN, 0x7fff_fffe, 0));
        assertRefused("leaves too many out");
    }

    // ---- windows

    @Test
    void creditBeyondTheLargestNumber() throws Exception {
        peer.send(Frame.windowUpdate(Frame.SYN, 2, Frame.UINT32_MAX - WINDOW), Frame.windowUpdate(0, 2, 1));
        assertRefused("enlarged by 1");
    }

    @Test
    void streamThatOpensWithTheLargestCredit() throws Exception {
        peer.send(Frame.windowUpdate(Frame.SYN, 2, Frame.UINT32_MAX));
        assertRefused("enlarged by 4294967295");
    }

    @Test
    void creditsOfNothingWithoutEnd() throws Exception {
        peer.send(Frame.windowUpdate(Frame.SYN, 2, 0));
        Background flood = Background.run(() -> flood(_ -> peer.send(Frame.windowUpdate(0, 2, 0))));
        assertRefused("too many frames that move nothing");
        flood.awaitEnd();
    }

    @Test
    void framesOfNothingWithoutEnd() throws Exception {
        peer.send(Frame.windowUpdate(Frame.SYN, 2, 0));
        Background flood = Background.run(() -> flood(_ -> peer.send(Frame.data(0, 2, 0))));
        assertRefused("too many frames that move nothing");
        flood.awaitEnd();
    }

    // ---- control frames

    @Test
    void pingsWhoseAnswersNobodyReads() throws Exception {
        Background flood = Background.run(() -> flood(i -> peer.send(Frame.ping(Frame.SYN, i))));
        var failure = assertThrows(P2pException.class, () -> peer.session.accept());
        assertEquals(P2pException.Blame.PEER, failure.blame());
        assertTrue(failure.getMessage().contains("does not read"), failure.getMessage());
        flood.awaitEnd();
    }

    @Test
    void goodbyeThatIsSaidTwice() throws Exception {
        peer.session.open();
        peer.send(Frame.goAway(Frame.NORMAL), Frame.goAway(Frame.NORMAL));
        assertRefused("a second Go Away");
    }

    @Test
    void answersThatNobodyAskedFor() throws IOException {
        for (int i = 0; i < 10_000; i++) {
            peer.send(Frame.ping(Frame.ACK, i));
        }
        peer.settle();
        assertTrue(peer.session.isOpen());
    }

    // ---- memory

    @Test
    void windowsThatAreFilledAndNeverRead() throws IOException {
        var streams = new ArrayList<Stream>();
        peer.sendData(Frame.SYN, 2, 100);
        streams.add(peer.session.accept());
        for (int i = 2; i <= 50; i++) {
            peer.sendData(Frame.SYN, 2 * i, WINDOW);
            streams.add(peer.session.accept());
            assertTrue(peer.budget.used(Resource.MEMORY) <= LIMITS.memoryBytes());
        }
        assertTrue(peer.session.isOpen());
        List<Stream> left = streams.stream().filter(Stream::isOpen).toList();
        assertTrue(left.size() >= 2 && left.size() <= 6, "four windows fill the budget");
        assertTrue(left.contains(streams.getFirst()), "the one with little unread is not the one that suffers");
        assertEquals(100, streams.getFirst().read(ByteBuffer.allocate(200)));
    }

    /// Its reading thread waits for the rest, so that only the end of the session makes it let go.
    @Test
    void frameThatStopsInTheMiddleWhenOthersNeedItsMemory() throws IOException {
        peer.send(Frame.data(Frame.SYN, 2, WINDOW));
        peer.sendZeros(WINDOW - 1_000);
        Background.until(() -> peer.budget.used(Resource.MEMORY) == WINDOW);

        assertTrue(peer.budget.reclaim());

        assertFalse(peer.session.isOpen());
        assertEquals(0, peer.budget.used(Resource.MEMORY));
        assertFalse(peer.budget.reclaim());
    }

    // ---- time

    @Test
    void peerThatStopsReading() throws Exception {
        Stream stream = peer.session.open();
        peer.send(Frame.windowUpdate(Frame.ACK | Frame.SYN, 2, 0), Frame.windowUpdate(0, 1, 10 << 20));
        peer.session.accept();
        Background writer = Background.run(() ->
                assertThrows(P2pException.class, () -> stream.write(ByteBuffer.allocate(8 << 20))));
        writer.awaitBlocked();
        peer.advance(Duration.ofMillis(9_999));
        assertTrue(peer.session.isOpen());
        peer.advance(Duration.ofMillis(1));
        writer.join();
        var failure = assertThrows(P2pException.class, () -> peer.session.accept());
        assertEquals(P2pException.Blame.NETWORK, failure.blame());
    }

    @Test
    void peerThatGivesNoCreditMayDoSoForEver() throws Exception {
        Stream stream = peer.session.open();
        Background writer = Background.run(() ->
                assertThrows(P2pException.class, () -> stream.write(ByteBuffer.allocate(WINDOW + 1))));
        for (int i = 0; i < 5; i++) {
            peer.body(peer.next());
        }
        writer.awaitBlocked();
        for (int i = 1; i < 100; i++) {
            peer.advance(Duration.ofSeconds(30));
            peer.expect(Frame.ping(Frame.SYN, i));
            peer.send(Frame.ping(Frame.ACK, i));
            peer.settle();
        }
        assertTrue(peer.session.isOpen());
        peer.hangUp();
        writer.join();
    }

    private interface Attack {
        void send(int round) throws IOException;
    }

    /// Sends until the session has had enough.
    private void flood(Attack attack) throws IOException {
        for (int i = 1; i < 1_000_000; i++) {
            attack.send(i);
        }
    }

    /// The session fails, blames the peer, and says goodbye with an error.
    private void assertRefused(String reason) throws IOException {
        P2pException failure;
        do {
            failure = failureOfAccept();
        } while (failure == null);
        assertEquals(P2pException.Blame.PEER, failure.blame());
        assertTrue(failure.getMessage().contains(reason), failure.getMessage());
        assertEquals(Frame.goAway(Frame.PROTOCOL_ERROR), peer.last());
    }

    private P2pException failureOfAccept() throws IOException {
        try {
            peer.session.accept();
            return null;
        } catch (P2pException failure) {
            return failure;
        }
    }
}
