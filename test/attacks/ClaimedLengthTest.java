package attacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import mote.bytes.Bytes;
import mote.bytes.Writer;
import mote.protocol.identify.Identify;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Stopped by limits that are looked at before anything is allocated (`negotiate.Limits.lineBytes` 1,024,
/// `noise.Limits.handshakeBytes` 8 KiB, `identify.Limits.messageBytesMax` 8 KiB, a stream's window of 256 KiB), and by
/// buffers that grow with what has come: `yamux.Limits.chunkBytesMin` (8 KiB).
@Tag("slow")
class ClaimedLengthTest {

    /// What is held for one claim, and for one stream (its thread and all).
    private static final long CLAIM_BYTES = 8 << 10;
    private static final long STREAM_BYTES = 16 << 10;
    /// What the honest peer may have on its way meanwhile.
    private static final long HONEST_BYTES = 512 << 10;

    private static final List<String> LENGTHS = List.of("8080808008", "ffffffffffffffff7f", "ffffffffffffffffff01");

    private static Victim victim;

    @BeforeAll
    static void start() throws IOException {
        victim = Victim.start();
    }

    @AfterAll
    static void stop() throws IOException {
        victim.close();
    }

    @Test
    void claimsAnEnormousLengthAndFallsSilent() throws Exception {
        Victim.Survived survived = victim.survives(attacker -> {
            for (String length : LENGTHS) {
                attacker.connect().send(length).untilClosed();
                attacker.connect().send(Raw.HEADER).send(length).untilClosed();
                Secured pushing = attacker.secured();
                pushing.send(Secured.opening(1, Identify.PUSH, Bytes.ofHex(length)));
                assertEquals(1, pushing.next(1, Secured.RST).stream());
                Secured onStream = attacker.secured();
                onStream.send(Secured.data(Secured.SYN, 1, Bytes.ofHex(length)));
                assertEquals(1, onStream.next(1, Secured.RST).stream());
                Secured asked = attacker.secured();
                long question = asked.next(2, Secured.SYN).stream();
                asked.send(Secured.data(Secured.ACK, question, Raw.HEADER.concat(Raw.line(Identify.ID.text()))
                        .concat(Bytes.ofHex(length))));
                assertEquals(question, asked.next(question, Secured.RST).stream());
            }
            attacker.connect().send(Raw.HEADER).send(Raw.NOISE).send("ffff").untilClosed();
            Secured frame = attacker.secured();
            frame.send(Secured.frame(Secured.DATA, Secured.SYN, 1, Secured.UINT32_MAX));
            assertEquals(Secured.PROTOCOL_ERROR, frame.goodbye());
        });
        assertEquals(2 * LENGTHS.size() + 1, survived.faults("UPGRADE.PEER"));
        assertEquals(2 * LENGTHS.size(), survived.faults("STREAM.PEER"));
        assertEquals(1, survived.faults("CONNECTION.PEER"));
    }

    @Test
    void claimsWhatIsAllowedOnAHundredStreamsAndFallsSilent() throws Exception {
        int peers = 8;
        int streams = 16;
        victim.survives(attacker -> {
            State before = victim.state();
            for (int i = 0; i < peers; i++) {
                Secured peer = attacker.secured();
                for (int stream = 1; stream < 2 * streams; stream += 2) {
                    peer.send(Secured.opening(stream, Identify.PUSH, new Writer(9).varint(8 << 10).toBytes()));
                }
                var accepted = new TreeSet<Long>();
                while (accepted.size() < streams) {
                    Secured.Frame frame = peer.next();
                    if ((frame.flags() & Secured.ACK) != 0 && frame.type() != Secured.PING) {
                        accepted.add(frame.stream());
                    }
                }
            }
            long heap = victim.state().of("heap") - before.of("heap");
            long most = peers * streams * (CLAIM_BYTES + STREAM_BYTES) + HONEST_BYTES;
            assertTrue(heap <= most, heap + " bytes for " + peers * streams + " claims");
        });
    }

    @Test
    void claimsFramesThatDoNotCome() throws Exception {
        int peers = 128;
        victim.survives(attacker -> {
            long before = victim.state().of("budget.MEMORY");
            for (int i = 0; i < peers; i++) {
                attacker.secured().send(Secured.frame(Secured.DATA, Secured.SYN, 1, Secured.WINDOW));
            }
            long held = victim.state().of("budget.MEMORY") - before;
            assertTrue(held <= peers * CLAIM_BYTES + HONEST_BYTES, held + " bytes for " + peers + " claims");
        });
    }
}
