package contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import mote.io.Duplex;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What every [Duplex] does. A test class of an implementation extends this and says how two connected ends are made;
/// what the ends stand on, it closes itself.
@Timeout(20)
public abstract class DuplexContract {

    /// Two connected ends.
    public record Pair(Duplex left, Duplex right) {
    }

    /// Bytes that go each way in the large transfer: more than any layer holds in between.
    private static final int LARGE_BYTES = 3 << 20;

    private Duplex left;
    private Duplex right;

    /// Two new connected ends. Called once for each test.
    protected abstract Pair pair() throws Exception;

    @BeforeEach
    void connect() throws Exception {
        Pair pair = pair();
        left = pair.left();
        right = pair.right();
    }

    @AfterEach
    void disconnect() {
        if (left != null) {
            left.close();
            right.close();
        }
    }

    @Test
    void carriesBytesBothWays() throws IOException {
        write(left, "question");
        assertEquals("question", read(right, 8));
        write(right, "answer");
        assertEquals("answer", read(left, 6));
    }

    @Test
    void readsByteByByte() throws IOException {
        write(left, "one at a time");
        var text = new StringBuilder();
        while (text.length() < 13) {
            ByteBuffer one = ByteBuffer.allocate(1);
            assertEquals(1, right.read(one));
            text.append((char) one.get(0));
        }
        assertEquals("one at a time", text.toString());
    }

    @Test
    void writesPartsOneAfterTheOther() throws IOException {
        ByteBuffer direct = ByteBuffer.allocateDirect(3).put("abc".getBytes(StandardCharsets.US_ASCII)).flip();
        ByteBuffer middle = ByteBuffer.wrap("..def..".getBytes(StandardCharsets.US_ASCII), 2, 3);
        ByteBuffer readOnly = ascii("ghi").asReadOnlyBuffer();
        left.writeAll(direct, ByteBuffer.allocate(0), middle, readOnly);
        assertEquals("abcdefghi", read(right, 9));
        assertFalse(direct.hasRemaining() || middle.hasRemaining() || readOnly.hasRemaining());
    }

    @Test
    void writesNothingWhereThereIsNothingToWrite() throws IOException {
        left.writeAll();
        assertEquals(0, left.write(ByteBuffer.allocate(0)));
        write(left, "x");
        assertEquals("x", read(right, 1));
    }

    @Test
    void readsOnlyBetweenPositionAndLimit() throws IOException {
        write(left, "abcdef");
        ByteBuffer dst = ByteBuffer.allocate(8).put((byte) '[').limit(4);
        right.readFully(dst);
        assertEquals(4, dst.position());
        assertArrayEquals("[abc\0\0\0\0".getBytes(StandardCharsets.US_ASCII), dst.array());
        assertEquals(0, right.read(dst), "a full buffer takes nothing, although more is there");
        assertEquals("def", read(right, 3));
    }

    @Test
    void movesLargeTransfersInOddSizesBothWaysAtOnce() throws Exception {
        byte[] toRight = random(1, LARGE_BYTES);
        byte[] toLeft = random(2, LARGE_BYTES);
        var tasks = new Background[] {
            Background.run(() -> writeInOddSizes(left, toRight, 3)),
            Background.run(() -> writeInOddSizes(right, toLeft, 4)),
            Background.run(() -> assertArrayEquals(toRight, readInOddSizes(right, 5))),
            Background.run(() -> assertArrayEquals(toLeft, readInOddSizes(left, 6))),
        };
        for (Background task : tasks) {
            task.join();
        }
    }

    @Test
    void writesWhileItsReaderIsBlocked() throws Exception {
        Background reader = Background.run(() -> assertEquals("answer", read(left, 6)));
        reader.awaitBlocked();
        write(left, "question");
        assertEquals("question", read(right, 8));
        write(right, "answer");
        reader.join();
    }

    @Test
    void endsOneHalfAndKeepsTheOther() throws IOException {
        write(left, "last words");
        left.closeWrite();
        assertTrue(left.isOpen());
        assertEquals("last words", read(right, 10));
        assertEnd(right);
        assertEnd(right);
        write(right, "still here");
        right.closeWrite();
        assertEquals("still here", read(left, 10));
        assertEnd(left);
    }

    @Test
    void endOfTheOtherSideWakesABlockedReader() throws Exception {
        Background reader = Background.run(() -> assertEnd(right));
        reader.awaitBlocked();
        left.closeWrite();
        reader.join();
    }

    @Test
    void refusesToWriteAfterItsHalfWasClosed() throws IOException {
        left.closeWrite();
        left.closeWrite();
        assertThrows(ClosedChannelException.class, () -> write(left, "too late"));
        assertEnd(right);
    }

    @Test
    void failsWhereTheOtherSideEndsInTheMiddle() throws IOException {
        write(left, "abc");
        left.closeWrite();
        assertThrows(EOFException.class, () -> right.readFully(ByteBuffer.allocate(4)));
    }

    @Test
    void deliversWhatWasWrittenBeforeClose() throws IOException {
        write(left, "farewell");
        left.close();
        assertEquals("farewell", read(right, 8));
        assertEnd(right);
    }

    @Test
    void refusesEverythingAfterClose() throws IOException {
        write(right, "unread");
        assertTrue(left.isOpen());
        left.close();
        left.close();
        assertFalse(left.isOpen());
        assertThrows(ClosedChannelException.class, () -> left.read(ByteBuffer.allocate(1)));
        assertThrows(ClosedChannelException.class, () -> write(left, "too late"));
    }

    @Test
    void closeWakesItsBlockedReader() throws Exception {
        Background reader = Background.run(() ->
                assertThrows(ClosedChannelException.class, () -> left.read(ByteBuffer.allocate(1))));
        reader.awaitBlocked();
        left.close();
        reader.join();
    }

    @Test
    void closeWakesItsBlockedWriter() throws Exception {
        Background writer = Background.run(() ->
                assertThrows(ClosedChannelException.class, () -> writeForever(left)));
        writer.awaitBlocked();
        left.close();
        writer.join();
    }

    @Test
    void closeWakesAReaderAndAWriterThatAreBothBlocked() throws Exception {
        Background reader = Background.run(() ->
                assertThrows(ClosedChannelException.class, () -> left.read(ByteBuffer.allocate(1))));
        Background writer = Background.run(() ->
                assertThrows(ClosedChannelException.class, () -> writeForever(left)));
        reader.awaitBlocked();
        writer.awaitBlocked();
        left.close();
        reader.join();
        writer.join();
    }

    @Test
    void closeOfTheOtherSideWakesABlockedReader() throws Exception {
        Background reader = Background.run(() -> assertEnd(right));
        reader.awaitBlocked();
        left.close();
        reader.join();
    }

    @Test
    void interruptWakesABlockedReader() throws Exception {
        Background reader = Background.run(() ->
                assertThrows(IOException.class, () -> left.read(ByteBuffer.allocate(1))));
        reader.awaitBlocked();
        reader.interrupt();
        reader.join();
    }

    @Test
    void interruptWakesABlockedWriter() throws Exception {
        Background writer = Background.run(() -> assertThrows(IOException.class, () -> writeForever(left)));
        writer.awaitBlocked();
        writer.interrupt();
        writer.join();
    }

    private static void assertEnd(Duplex pipe) throws IOException {
        assertEquals(-1, pipe.read(ByteBuffer.allocate(1)));
    }

    private static void write(Duplex pipe, String text) throws IOException {
        assertEquals(text.length(), pipe.write(ascii(text)));
    }

    private static String read(Duplex pipe, int count) throws IOException {
        ByteBuffer dst = ByteBuffer.allocate(count);
        pipe.readFully(dst);
        return new String(dst.array(), StandardCharsets.US_ASCII);
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void writeForever(Duplex pipe) throws IOException {
        while (true) {
            pipe.write(ByteBuffer.allocate(64 << 10));
        }
    }

    private static byte[] random(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static void writeInOddSizes(Duplex pipe, byte[] bytes, long seed) throws IOException {
        var random = new Random(seed);
        int from = 0;
        while (from < bytes.length) {
            int count = Math.min(oddSize(random), bytes.length - from);
            int cut = random.nextInt(count + 1);
            pipe.writeAll(ByteBuffer.wrap(bytes, from, cut), ByteBuffer.wrap(bytes, from + cut, count - cut));
            from += count;
        }
        pipe.closeWrite();
    }

    /// All up to the end, and at most one byte more than was sent.
    private static byte[] readInOddSizes(Duplex pipe, long seed) throws IOException {
        var random = new Random(seed);
        ByteBuffer all = ByteBuffer.allocate(LARGE_BYTES + 1);
        while (all.limit(Math.min(all.position() + oddSize(random), all.capacity())).hasRemaining()) {
            if (pipe.read(all) < 0) {
                break;
            }
        }
        byte[] bytes = new byte[all.position()];
        all.flip().get(bytes);
        return bytes;
    }

    /// 1 byte to 200,000, small ones as likely as large ones.
    private static int oddSize(Random random) {
        return 1 + random.nextInt(1 << random.nextInt(18)) + random.nextInt(5);
    }
}
