package mote.secure.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import contract.Background;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.Random;
import mote.budget.Budget;
import mote.budget.OverBudgetException;
import mote.budget.Resource;
import mote.bytes.Bytes;
import mote.bytes.P2pException;
import mote.bytes.Writer;
import mote.io.MemoryPipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a peer can make a channel hold: stopped by `Limits.idleBufferBytes` (2 KiB), `Limits.largeBuffers` (48) and the
/// node's budget of memory.
@Timeout(20)
final class MessageReaderTest {

    private static final byte[] KEY = new byte[32];
    private static final int LARGE = BufferPool.LARGE_BYTES;

    private final Budget budget = new Budget("node", mote.budget.Limits.NONE);
    private final BufferPool pool = new BufferPool(budget, Limits.DEFAULT);
    private final MemoryPipe pipe = MemoryPipe.create(1 << 20);
    private final MessageWriter writer = writer(pool);
    private final MessageReader reader = reader(pool);

    @Test
    void holdsNothingMoreWhileLittleArrives() throws IOException {
        for (int i = 0; i < 100; i++) {
            exchange(1 + i * 15);
            assertEquals(0, used());
        }
    }

    @Test
    void exchangesItsBufferForALargeOneAndBack() throws IOException {
        writer.writeAll(ByteBuffer.allocate(65_519));
        ByteBuffer dst = ByteBuffer.allocate(65_519);
        assertEquals(1, reader.read(dst.limit(1)));
        assertEquals(LARGE, used());
        assertEquals(65_518, reader.read(dst.limit(65_519)));
        exchange(10);
        assertEquals(0, used(), "that read came short");
    }

    @Test
    void closesThePipeOfTheMessageThatIsLongestIncompleteWhenOthersNeedMemory() throws Exception {
        var small = new Budget("node", new mote.budget.Limits(LARGE + 70_000, 1, 1, 1, 1, 1));
        var shared = new BufferPool(small, new Limits(8 << 10, 100, 2 << 10, 1, 1));
        MessageReader first = reader(shared);
        pipe.left().write(Bytes.ofHex("ffff").concat(Bytes.copyOf(new byte[3_000])).buffer());
        Background silent = Background.run(() -> assertThrows(IOException.class,
                () -> first.read(ByteBuffer.allocate(1))));
        Background.until(() -> shared.held() == LARGE);
        silent.awaitBlocked();

        shared.exact(60_000);
        assertTrue(pipe.right().isOpen());
        shared.exact(20_000);

        assertFalse(pipe.right().isOpen());
        silent.join();
        assertEquals(80_000, small.used(Resource.MEMORY));
        assertThrows(OverBudgetException.class, () -> shared.exact(LARGE));
    }

    @Test
    void holdsALargeBufferWhileAMessageIsIncomplete() throws Exception {
        Bytes claimed = Bytes.ofHex("ffff").concat(Bytes.copyOf(new byte[100]));
        pipe.left().write(claimed.buffer());
        Background blocked = Background.run(() ->
                assertThrows(ClosedChannelException.class, () -> reader.read(ByteBuffer.allocate(1))));
        blocked.awaitBlocked();
        assertEquals(LARGE, used());
        pipe.right().close();
        reader.close();
        blocked.join();
        assertEquals(0, used(), "given back by the thread that was reading");
    }

    @Test
    void givesItsBufferBackWhereItIsClosedWithDataUnread() throws IOException {
        writer.writeAll(ByteBuffer.allocate(65_519));
        reader.read(ByteBuffer.allocate(1));
        assertEquals(LARGE, used());
        pipe.right().close();
        reader.close();
        reader.close();
        assertEquals(0, used());
        assertThrows(ClosedChannelException.class, () -> reader.read(ByteBuffer.allocate(1)));
    }

    @Test
    void readsMessageByMessageWhereNoLargeBufferIsLeft() throws IOException {
        var none = new BufferPool(budget, new Limits(8_192, 100, 2_048, 0, 0));
        MessageReader slow = reader(none);
        for (int length : new int[] {1, 65_519, 2_000, 30_000, 5, 65_519, 65_519, 7, 7}) {
            writer.writeAll(ByteBuffer.allocate(length));
            ByteBuffer dst = ByteBuffer.allocate(length);
            while (dst.hasRemaining()) {
                assertTrue(slow.read(dst) > 0);
            }
            assertTrue(used() <= 65_537, "one message and not more");
        }
        assertEquals(0, used(), "after a read that came short, and one more");
    }

    @Test
    void failsWhereTheBudgetHasNoRoomForTheMessage() throws IOException {
        var poor = new Budget("poor", new mote.budget.Limits(10_000, 1, 1, 1, 1, 1));
        MessageReader starved = reader(new BufferPool(poor, Limits.DEFAULT));
        writer.writeAll(ByteBuffer.allocate(2_000));
        assertEquals(2_000, starved.read(ByteBuffer.allocate(9_999)), "it fits the buffer that every channel has");
        writer.writeAll(ByteBuffer.allocate(65_519));
        assertThrows(OverBudgetException.class, () -> starved.read(ByteBuffer.allocate(1)));
        assertEquals(0, poor.used(Resource.MEMORY));
    }

    @Test
    void writesShortMessagesWhereNoLargeBufferIsLeft() throws IOException {
        MessageWriter frugal = writer(new BufferPool(budget, new Limits(8_192, 100, 2_048, 0, 0)));
        byte[] sent = new byte[100_000];
        new Random(1).nextBytes(sent);
        frugal.writeAll(ByteBuffer.wrap(sent, 0, 12), ByteBuffer.wrap(sent, 12, sent.length - 12));
        ByteBuffer received = ByteBuffer.allocate(sent.length);
        while (received.hasRemaining()) {
            int before = received.position();
            reader.read(received);
            assertTrue(received.position() - before <= 2_048);
        }
        assertEquals(Bytes.copyOf(sent), Bytes.copyOf(received.flip()));
    }

    @Test
    void lendsNoMoreLargeBuffersThanTheLimitAllows() {
        var lent = new ArrayList<ByteBuffer>();
        for (ByteBuffer buffer = pool.large(); buffer != null; buffer = pool.large()) {
            lent.add(buffer);
        }
        assertEquals(Limits.DEFAULT.largeBuffers(), lent.size());
        assertEquals((long) LARGE * lent.size(), used());
        lent.forEach(pool::giveBack);
        assertEquals(0, used());
        ByteBuffer again = pool.large();
        assertTrue(lent.stream().anyMatch(buffer -> buffer == again), "used again");
    }

    @Test
    void aFullMessageIsAHeaderAndABodyOf65507Bytes() throws IOException {
        writer.writeAll(ByteBuffer.allocate(12), ByteBuffer.allocate(65_507));
        ByteBuffer raw = ByteBuffer.allocate(1 << 20);
        assertEquals(65_537, pipe.right().read(raw));
        assertEquals((short) 65_535, raw.getShort(0));
        writer.writeAll(ByteBuffer.allocate(12), ByteBuffer.allocate(65_508));
        assertEquals(65_537 + 2 + 1 + 16, pipe.right().read(raw.clear()));
    }

    @Test
    void takesEmptyMessagesAndGoesOn() throws IOException {
        var cipher = new CipherState(KEY, 0, 0);
        for (int i = 0; i < 10_000; i++) {
            pipe.left().write(framed(cipher.encryptWithAd(Bytes.EMPTY, Bytes.EMPTY)).buffer());
        }
        pipe.left().write(framed(cipher.encryptWithAd(Bytes.EMPTY, Bytes.utf8("x"))).buffer());
        ByteBuffer dst = ByteBuffer.allocate(9);
        assertEquals(1, reader.read(dst));
        assertEquals('x', dst.get(0));
    }

    @Test
    void messagesThatAreTooShortToBeOneAreRefusedForEver() throws IOException {
        pipe.left().write(Bytes.ofHex("0000" + "000f" + "00".repeat(15)).buffer());
        for (int i = 0; i < 3; i++) {
            var refused = assertThrows(P2pException.class, () -> reader.read(ByteBuffer.allocate(1)));
            assertEquals(P2pException.Blame.PEER, refused.blame());
        }
    }

    @Test
    void deliversWhatCameBeforeAForgedMessage() throws IOException {
        writer.writeAll(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        pipe.left().write(Bytes.ofHex("0010" + "00".repeat(16)).buffer());
        assertEquals(3, reader.read(ByteBuffer.allocate(99)));
        assertThrows(P2pException.class, () -> reader.read(ByteBuffer.allocate(99)));
    }

    @Test
    void endInTheMiddleOfAMessageIsNoEnd() throws IOException {
        pipe.left().write(Bytes.ofHex("00").buffer());
        pipe.left().closeWrite();
        for (int i = 0; i < 2; i++) {
            assertThrows(EOFException.class, () -> reader.read(ByteBuffer.allocate(1)));
        }
    }

    private void exchange(int length) throws IOException {
        writer.writeAll(ByteBuffer.allocate(length));
        ByteBuffer dst = ByteBuffer.allocate(length);
        while (dst.hasRemaining()) {
            reader.read(dst);
        }
    }

    private long used() {
        return budget.used(Resource.MEMORY);
    }

    private MessageWriter writer(BufferPool buffers) {
        return new MessageWriter(pipe.left(), new CipherState(KEY, 0, 0), buffers);
    }

    private MessageReader reader(BufferPool buffers) {
        return new MessageReader(pipe.right(), new CipherState(KEY, 0, 0), buffers);
    }

    private static Bytes framed(Bytes message) {
        return new Writer(65_537).u16(message.length()).bytes(message).toBytes();
    }
}
