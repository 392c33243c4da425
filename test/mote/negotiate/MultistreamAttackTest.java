package mote.negotiate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import contract.Background;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import mote.bytes.Bytes;
import mote.bytes.P2pException;
import mote.io.Duplex;
import mote.io.MemoryPipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Stopped by `Limits.lineBytes` (1,024), `Limits.proposals` (1,000), and by answers that are never longer than the
/// proposal.
@Timeout(20)
final class MultistreamAttackTest {

    private static final List<ProtocolId> SUPPORTED = List.of(new ProtocolId("/noise"));
    private static final Bytes HEADER = Lines.encode("/multistream/1.0.0");

    private final MemoryPipe pipe = MemoryPipe.create(4 << 20);
    private final Duplex attacker = pipe.left();
    private final Duplex listener = pipe.right();

    @Test
    void streamOfZeros() throws IOException {
        attacker.write(ByteBuffer.allocate(1 << 20));
        assertRefused();
        assertEquals(0, written());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "00000000",               // empty lines
        "010a010a",               // lines of a line feed alone: shorter than the answer to them
        "022f0a",
        "8108",                   // 1,025 bytes
        "808001",                 // a length of three bytes
        "ffffffffffffffffff7f",
        "8000",                   // not minimal
        "8700",
        "072f6e6f69736565",       // no line feed
    })
    void lineThatIsNoLine(String line) throws IOException {
        attacker.writeAll(HEADER.buffer(), Bytes.ofHex(line).buffer());
        assertRefused();
        assertTrue(written() <= HEADER.length() + line.length() / 2 + 64);
    }

    @Test
    void longLineInsteadOfTheHeader() throws IOException {
        attacker.write(Lines.encode("x".repeat(1_023)).buffer());
        assertRefused();
        assertEquals(0, written());
    }

    @Test
    void lineWithALineFeedInside() throws IOException {
        attacker.writeAll(HEADER.buffer(), Lines.encode("/a\n/noise").buffer());
        attacker.closeWrite();
        assertThrows(NoCommonProtocolException.class, () -> Multistream.answer(listener, SUPPORTED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"na", "ls", "/x", "/unknown/1.0.0"})
    void proposalsWithoutEnd(String proposal) throws IOException {
        attacker.write(HEADER.buffer());
        Bytes line = Lines.encode(proposal);
        long received = HEADER.length() + 1_000L * line.length();
        for (int i = 0; i < 100_000; i++) {
            attacker.write(line.buffer());
        }
        assertRefused();
        long written = written();
        assertTrue(written <= received, written + " bytes written for " + received);
    }

    @Test
    void neverReadsTheRefusals() throws Exception {
        MemoryPipe narrow = MemoryPipe.create(64);
        Background answer = Background.run(() -> assertThrows(ClosedChannelException.class,
                () -> Multistream.answer(narrow.right(), SUPPORTED)));
        Background proposals = Background.run(() -> assertThrows(IOException.class, () -> {
            narrow.left().write(HEADER.buffer());
            while (true) {
                narrow.left().write(Lines.encode("/x").buffer());
            }
        }));
        // Both wait for each other: what is queued is what the pipe holds, until the caller's Deadline closes it.
        proposals.awaitBlocked();
        answer.awaitBlocked();
        narrow.right().close();
        answer.join();
        proposals.join();
    }

    @Test
    void listenerThatRefusesMoreThanItWasAsked() throws IOException {
        Bytes na = Lines.encode("na");
        attacker.write(HEADER.buffer());
        for (int i = 0; i < 1_000; i++) {
            attacker.write(na.buffer());
        }
        assertThrows(NoCommonProtocolException.class, () -> Multistream.select(listener, SUPPORTED));
        ByteBuffer rest = ByteBuffer.allocate(4_096);
        assertEquals(999 * na.length(), listener.read(rest), "one answer was read");
    }

    private void assertRefused() {
        var failure = assertThrows(P2pException.class, () -> Multistream.answer(listener, SUPPORTED));
        assertEquals(P2pException.Blame.PEER, failure.blame());
        assertFalse(failure instanceof NoCommonProtocolException, failure.getMessage());
    }

    private long written() throws IOException {
        listener.closeWrite();
        return Math.max(0, attacker.read(ByteBuffer.allocate(4 << 20)));
    }
}
