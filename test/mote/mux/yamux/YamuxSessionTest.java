package mote.mux.yamux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import contract.Background;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import mote.budget.Resource;
import mote.bytes.P2pException;
import mote.mux.Stream;
import mote.mux.StreamResetException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class YamuxSessionTest {

    private static final int HALF_WINDOW = 128 << 10;

    private final FramePeer peer = new FramePeer(1 << 20, mote.budget.Limits.CONNECTION);

    @AfterEach
    void endsWithNothingLeft() {
        peer.end();
    }

    // ---- frames of a stream

    @Test
    void announcesAStreamWithItsFirstBytes() throws IOException {
        Stream stream = peer.session.open();
        write(stream, "hello");
        Frame first = peer.next();
        assertEquals(Frame.data(Frame.SYN, 1, 5), first);
        assertEquals("hello", peer.body(first));
        write(stream, "again");
        Frame second = peer.next();
        assertEquals(Frame.data(0, 1, 5), second);
        peer.body(second);
    }

    @Test
    void announcesAStreamThatIsReadFirst() throws Exception {
        Stream stream = peer.session.open();
        Background reader = Background.run(() -> assertEquals(1, stream.read(ByteBuffer.allocate(1))));
        peer.expect(Frame.windowUpdate(Frame.SYN, 1, 0));
        peer.sendData(Frame.ACK, 1, 1);
        reader.join();
    }

    @Test
    void acknowledgesWithTheFirstAnswer() throws IOException {
        peer.sendData(Frame.SYN, 2, 3);
        Stream stream = peer.session.accept();
        peer.settle();
        stream.read(ByteBuffer.allocate(3));
        write(stream, "answer");
        Frame answer = peer.next();
        assertEquals(Frame.data(Frame.ACK, 2, 6), answer);
        peer.body(answer);
    }

    @Test
    void acknowledgesWhereTheReaderHasToWait() throws Exception {
        peer.send(Frame.windowUpdate(Frame.SYN, 2, 0));
        Stream stream = peer.session.accept();
        Background reader = Background.run(() -> assertEquals(-1, stream.read(ByteBuffer.allocate(1))));
        peer.expect(Frame.windowUpdate(Frame.ACK, 2, 0));
        peer.send(Frame.windowUpdate(Frame.FIN, 2, 0));
        reader.join();
    }

    @Test
    void fillsOneNoiseMessageWithOneFrame() throws Exception {
        Stream stream = peer.session.open();
        Background writer = Background.run(() -> stream.write(ByteBuffer.allocate(300_000)));
        int flags = Frame.SYN;
        for (int length : new int[] {65_507, 65_507, 65_507, 65_507, 116}) {
            Frame frame = peer.next();
            assertEquals(Frame.data(flags, 1, length), frame);
            peer.body(frame);
            flags = 0;
        }
        writer.awaitBlocked();
        peer.send(Frame.windowUpdate(Frame.ACK, 1, 1_000_000));
        peer.body(peer.next());
        writer.join();
    }

    @Test
    void takesALargerWindowFromTheFrameThatOpensAStream() throws IOException {
        peer.send(Frame.windowUpdate(Frame.SYN, 2, 100_000));
        Stream stream = peer.session.accept();
        stream.write(ByteBuffer.allocate(262_144 + 100_000));
        stream.closeWrite();
        int received = 0;
        for (Frame frame = peer.next(); !frame.has(Frame.FIN); frame = peer.next()) {
            received += peer.body(frame).length();
        }
        assertEquals(362_144, received);
    }

    @Test
    void endsAHalfWithAFrameOfItsOwn() throws IOException {
        Stream stream = peer.session.open();
        write(stream, "x");
        stream.closeWrite();
        peer.body(peer.next());
        peer.expect(Frame.windowUpdate(Frame.FIN, 1, 0));
        peer.sendData(Frame.ACK | Frame.FIN, 1, 2);
        assertEquals(2, stream.read(ByteBuffer.allocate(4)));
        assertEquals(-1, stream.read(ByteBuffer.allocate(4)));
    }

    @Test
    void tellsTheCodeOfAReset() throws IOException {
        Stream stream = peer.session.open();
        write(stream, "x");
        peer.body(peer.next());
        stream.reset(77);
        peer.expect(Frame.windowUpdate(Frame.RST, 1, 77));
        Stream other = peer.session.open();
        peer.send(Frame.windowUpdate(Frame.RST, 3, 78));
        var reset = assertThrows(StreamResetException.class, () -> other.read(ByteBuffer.allocate(1)));
        assertEquals(78, reset.code());
    }

    @Test
    void resetsAfterItsEndWhereThePeerWaitsForCredit() throws IOException {
        peer.sendData(Frame.SYN, 2, 2 * HALF_WINDOW);
        Stream stream = peer.session.accept();
        peer.settle();
        stream.close();
        peer.expect(Frame.windowUpdate(Frame.ACK | Frame.FIN, 2, 0), Frame.windowUpdate(Frame.RST, 2, 0));
    }

    @Test
    void smallWritesDoNotWaitForALargeOne() throws Exception {
        Stream large = peer.session.open();
        write(large, "x");
        peer.send(Frame.windowUpdate(Frame.ACK, 1, 10 << 20));
        peer.settleAfterBodies();
        Background writer = Background.run(() -> large.write(ByteBuffer.allocate(4 << 20)));
        writer.awaitBlocked();
        Stream small = peer.session.open();
        for (int i = 0; i < 10; i++) {
            write(small, "small " + i);
        }
        small.close();
        var text = new StringBuilder();
        Frame frame = peer.next();
        while (!frame.has(Frame.FIN)) {
            String body = peer.body(frame);
            text.append(frame.stream() == 3 ? body : "");
            frame = peer.next();
        }
        assertEquals("small 0small 1small 2small 3small 4small 5small 6small 7small 8small 9", text.toString());
        large.reset(0);
        peer.settleAfterBodies();
        writer.awaitEnd();
    }

    // ---- windows

    @Test
    void givesCreditForHalfAWindowAndAsksForTheRoundTrip() throws IOException {
        peer.sendData(Frame.SYN, 2, HALF_WINDOW);
        Stream stream = peer.session.accept();
        peer.settle();
        read(stream, HALF_WINDOW);
        peer.expect(Frame.ping(Frame.SYN, 1), Frame.windowUpdate(Frame.ACK, 2, HALF_WINDOW));
        peer.advance(Duration.ofMillis(10));
        peer.send(Frame.ping(Frame.ACK, 1));
        peer.sendData(0, 2, HALF_WINDOW);
        read(stream, HALF_WINDOW);
        peer.expect(Frame.windowUpdate(0, 2, 3 * HALF_WINDOW));
        assertEquals(512 << 10, peer.budget.used(Resource.MEMORY), "what was promised is reserved");
    }

    @Test
    void doesNotGrowAWindowThatTheBudgetCannotHold() throws IOException {
        peer.sendData(Frame.SYN, 2, HALF_WINDOW);
        Stream stream = peer.session.accept();
        peer.settle();
        read(stream, HALF_WINDOW);
        peer.expect(Frame.ping(Frame.SYN, 1), Frame.windowUpdate(Frame.ACK, 2, HALF_WINDOW));
        peer.advance(Duration.ofMillis(10));
        peer.send(Frame.ping(Frame.ACK, 1));
        peer.settle();
        try (var others = peer.budget.reserve(Resource.MEMORY, peer.budget.free(Resource.MEMORY) - (300 << 10))) {
            peer.sendData(0, 2, HALF_WINDOW);
            read(stream, HALF_WINDOW);
            peer.expect(Frame.windowUpdate(0, 2, HALF_WINDOW));
            assertTrue(others.amount() > 0);
        }
    }

    @Test
    void keepsTheWindowOfAStoppedStreamOpen() throws IOException {
        peer.sendData(Frame.SYN, 2, 100_000);
        Stream stream = peer.session.accept();
        peer.settle();
        stream.stopReading(0);
        peer.sendData(0, 2, 100_000);
        peer.expect(Frame.ping(Frame.SYN, 1), Frame.windowUpdate(Frame.ACK, 2, 200_000));
        assertEquals(0, peer.budget.used(Resource.MEMORY));
    }

    @Test
    void givesUpMemoryThatIsNotUsed() throws IOException {
        peer.sendData(Frame.SYN, 2, 1_000);
        Stream stream = peer.session.accept();
        read(stream, 1_000);
        assertEquals(1_024, peer.budget.used(Resource.MEMORY));
        peer.advance(Duration.ofSeconds(1));
        peer.advance(Duration.ofSeconds(1));
        assertEquals(0, peer.budget.used(Resource.MEMORY));
        peer.sendData(0, 2, 10);
        read(stream, 10);
    }

    // ---- streams that are not there

    @Test
    void discardsWhatComesForAStreamThatHasEnded() throws IOException {
        peer.sendData(Frame.SYN, 2, 10);
        peer.settle();
        peer.session.accept().reset(0);
        peer.expect(Frame.windowUpdate(Frame.RST, 2, 0));
        peer.sendData(0, 2, 100_000);
        peer.expect(Frame.windowUpdate(Frame.RST, 2, 0));
        peer.sendData(0, 2, 100_000);
        peer.send(Frame.windowUpdate(0, 2, 5), Frame.windowUpdate(Frame.FIN, 2, 0));
        peer.send(Frame.windowUpdate(Frame.RST, 2, 0));
        peer.settle();
        assertTrue(peer.session.isOpen());
    }

    @Test
    void ignoresTheEndOfAStreamThatWasNeverAnnounced() throws IOException {
        peer.send(Frame.data(Frame.RST, 2, 0), Frame.data(Frame.FIN, 6, 0));
        peer.send(Frame.windowUpdate(Frame.SYN, 4, 0));
        assertEquals(4, peer.session.accept().id());
        assertTrue(peer.session.isOpen());
    }

    @Test
    void doesNotAcceptAStreamThatWasResetBefore() throws IOException {
        peer.send(Frame.windowUpdate(Frame.SYN, 2, 0), Frame.windowUpdate(Frame.RST, 2, 0));
        peer.send(Frame.windowUpdate(Frame.SYN, 4, 0));
        peer.settle();
        assertEquals(4, peer.session.accept().id());
        assertEquals(1, peer.session.streams());
    }

    // ---- the session

    @Test
    void measuresRoundTripsOneAtATime() throws Exception {
        Background first = Background.run(() -> assertEquals(Duration.ofMillis(30), peer.session.ping()));
        first.awaitBlocked();
        Background second = Background.run(() -> assertEquals(Duration.ofMillis(30), peer.session.ping()));
        second.awaitBlocked();
        peer.expect(Frame.ping(Frame.SYN, 1));
        peer.advance(Duration.ofMillis(30));
        peer.send(Frame.ping(Frame.ACK, 99), Frame.ping(Frame.ACK, 1));
        first.join();
        second.join();
        peer.settle();
    }

    @Test
    void failsWhereNothingIsHeardAfterAPing() throws IOException {
        peer.advance(Duration.ofSeconds(30));
        peer.expect(Frame.ping(Frame.SYN, 1));
        peer.send(Frame.ping(Frame.ACK, 1));
        peer.settle();
        peer.advance(Duration.ofSeconds(30));
        peer.expect(Frame.ping(Frame.SYN, 2));
        peer.advance(Duration.ofSeconds(9));
        assertTrue(peer.session.isOpen());
        peer.advance(Duration.ofSeconds(1));
        var failure = assertThrows(P2pException.class, () -> peer.session.accept());
        assertEquals(P2pException.Blame.NETWORK, failure.blame());
    }

    @Test
    void livesOnWhereOtherFramesComeBeforeTheAnswer() throws IOException {
        peer.advance(Duration.ofSeconds(30));
        peer.expect(Frame.ping(Frame.SYN, 1));
        for (int i = 0; i < 10; i++) {
            peer.advance(Duration.ofSeconds(9));
            peer.settle();
        }
        assertTrue(peer.session.isOpen());
        peer.advance(Duration.ofSeconds(20));
        assertFalse(peer.session.isOpen());
    }

    @Test
    void letsStreamsEndWhenThePeerLeaves() throws Exception {
        Stream stream = peer.session.open();
        write(stream, "x");
        peer.body(peer.next());
        Background accept = Background.run(() -> assertNull(peer.session.accept()));
        peer.send(Frame.goAway(Frame.NORMAL));
        peer.settle();
        assertThrows(IOException.class, () -> peer.session.open());
        write(stream, "y");
        peer.body(peer.next());
        stream.closeWrite();
        peer.expect(Frame.windowUpdate(Frame.FIN, 1, 0));
        peer.sendData(Frame.ACK | Frame.FIN, 1, 1);
        accept.join();
        peer.expect(Frame.goAway(Frame.NORMAL));
        peer.expectEnd();
        assertEquals(1, stream.read(ByteBuffer.allocate(2)));
        assertEquals(-1, stream.read(ByteBuffer.allocate(2)));
    }

    @Test
    void reportsTheErrorThatThePeerLeavesWith() throws IOException {
        Stream stream = peer.session.open();
        peer.send(Frame.goAway(Frame.INTERNAL_ERROR));
        var failure = assertThrows(P2pException.class, () -> peer.session.accept());
        assertEquals(P2pException.Blame.PEER, failure.blame());
        assertThrows(P2pException.class, () -> stream.read(ByteBuffer.allocate(1)));
    }

    @Test
    void resetsWhatIsLeftBeforeItsGoodbye() throws Exception {
        write(peer.session.open(), "x");
        peer.body(peer.next());
        Background closing = Background.run(peer.session::close);
        peer.expect(Frame.windowUpdate(Frame.RST, 1, 0), Frame.goAway(Frame.NORMAL));
        peer.expectEnd();
        closing.awaitBlocked();
        peer.hangUp();
        closing.join();
    }

    @Test
    void closesAfterAWhileWhereThePeerDoesNot() throws Exception {
        Background closing = Background.run(peer.session::close);
        peer.expect(Frame.goAway(Frame.NORMAL));
        closing.awaitBlocked();
        peer.advance(Limits.DEFAULT.goodbye());
        closing.join();
    }

    @Test
    void anEndInTheMiddleOfAFrameIsAFailure() throws IOException {
        peer.send(Frame.data(Frame.SYN, 2, 100));
        Stream stream = peer.session.accept();
        peer.hangUp();
        assertThrows(P2pException.class, () -> stream.read(ByteBuffer.allocate(1)));
        assertThrows(P2pException.class, () -> peer.session.accept());
    }

    private static void write(Stream stream, String text) throws IOException {
        stream.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static void read(Stream stream, int count) throws IOException {
        stream.readFully(ByteBuffer.allocate(count));
    }
}
