package mote.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import contract.Background;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import mote.bytes.Bytes;
import mote.bytes.P2pException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
final class FramesTest {

    private final MemoryPipe pipe = MemoryPipe.create();

    @Test
    void writesTheLengthAndThenTheBody() throws IOException {
        Frames.write(pipe.left(), Bytes.utf8("hello"));
        pipe.left().closeWrite();
        assertEquals(Bytes.ofHex("0568656c6c6f"), all());
    }

    @Test
    void readsWhatItWrites() throws Exception {
        for (int length : new int[] {0, 1, 127, 128, 4_095, 4_096, 4_097, 16_384, 100_000}) {
            Bytes body = Bytes.copyOf(new java.util.Random(length).ints(length).collect(
                    () -> ByteBuffer.allocate(length), (to, value) -> to.put((byte) value), (_, _) -> { }).flip());
            Background writer = Background.run(() -> Frames.write(pipe.left(), body));
            assertEquals(body, Frames.read(pipe.right(), length));
            writer.join();
        }
    }

    @Test
    void readsNotOneByteTooMany() throws IOException {
        send("02aabb" + "cc");
        assertEquals(Bytes.ofHex("aabb"), Frames.read(pipe.right(), 10));
        assertEquals(Bytes.ofHex("cc"), all());
    }

    @Test
    void endsInOrderBetweenTwoFrames() throws IOException {
        send("01aa");
        assertEquals(Optional.of(Bytes.ofHex("aa")), Frames.next(pipe.right(), 10));
        assertEquals(Optional.empty(), Frames.next(pipe.right(), 10));
        assertThrows(EOFException.class, () -> Frames.read(pipe.right(), 10));
    }

    @Test
    void failsWhereTheOtherSideEndsInsideAFrame() throws IOException {
        for (String cut : new String[] {"80", "05", "05aabb"}) {
            MemoryPipe fresh = MemoryPipe.create();
            fresh.left().write(Bytes.ofHex(cut).buffer());
            fresh.left().closeWrite();
            assertThrows(EOFException.class, () -> Frames.next(fresh.right(), 10), cut);
        }
    }

    @Test
    void refusesALengthAboveTheLimitBeforeAnyOfTheBody() throws IOException {
        send("0b" + "0102030405060708090a0b");
        assertBlamesPeer(10);
        assertEquals(11, all().length(), "none of the body was read");
    }

    @Test
    void refusesLengthsThatAreNotVarints() throws IOException {
        for (String prefix : new String[] {"8100", "ffffffffffffffffff", "808080808080808080" + "01"}) {
            MemoryPipe fresh = MemoryPipe.create();
            fresh.left().write(Bytes.ofHex(prefix).buffer());
            var failure = assertThrows(P2pException.class, () -> Frames.read(fresh.right(), Integer.MAX_VALUE), prefix);
            assertEquals(P2pException.Blame.PEER, failure.blame());
        }
    }

    @Test
    void refusesLengthsBeyondAnArray() throws IOException {
        send("ffffffffffffffff7f");
        assertBlamesPeer(Integer.MAX_VALUE);
    }

    @Test
    void whoClaimsMuchAndSendsLittleMakesUsHoldLittle() throws IOException {
        // 1 GiB claimed, 10,000 bytes sent: with -Xmx512m an array of the claimed size would not even be possible.
        Bytes claim = Bytes.ofHex("8080808004").concat(Bytes.copyOf(new byte[10_000]));
        pipe.left().write(claim.buffer());
        pipe.left().closeWrite();
        var largest = new int[1];
        Duplex watched = new Watched(pipe.right(), largest);
        assertThrows(EOFException.class, () -> Frames.read(watched, 1 << 30));
        assertTrue(largest[0] <= 16 << 10, "a buffer of " + largest[0] + " bytes");
    }

    private void assertBlamesPeer(int max) {
        var failure = assertThrows(P2pException.class, () -> Frames.read(pipe.right(), max));
        assertEquals(P2pException.Blame.PEER, failure.blame());
    }

    private void send(String hex) throws IOException {
        pipe.left().write(Bytes.ofHex(hex).buffer());
        pipe.left().closeWrite();
    }

    /// What is left until the end.
    private Bytes all() throws IOException {
        ByteBuffer rest = ByteBuffer.allocate(1_000);
        while (pipe.right().read(rest) >= 0) {
            assertTrue(rest.hasRemaining());
        }
        return Bytes.copyOf(rest.flip());
    }

    /// A pipe that notes the largest array it was asked to read into.
    private record Watched(Duplex pipe, int[] largest) implements Duplex {

        @Override
        public int read(ByteBuffer dst) throws IOException {
            largest[0] = Math.max(largest[0], dst.array().length);
            return pipe.read(dst);
        }

        @Override
        public void writeAll(ByteBuffer... parts) throws IOException {
            pipe.writeAll(parts);
        }

        @Override
        public void closeWrite() throws IOException {
            pipe.closeWrite();
        }

        @Override
        public boolean isOpen() {
            return pipe.isOpen();
        }

        @Override
        public void close() {
            pipe.close();
        }
    }
}
