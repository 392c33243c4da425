package attacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import mote.bytes.Bytes;
import mote.protocol.ping.Ping;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Stopped by a stream's window (256 KiB), by the rules for ids, by additions that are checked, and by
/// `yamux.Limits.pingsPending` (32), `pendingBytesMax` (128 KiB), `strayBytesMax` (64 MiB), `nuisances` (1,000, and 100
/// a second).
@Tag("slow")
class YamuxViolationTest {

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
    void sendsMoreThanTheWindow() throws Exception {
        assertRefuses(frame(Secured.DATA, Secured.SYN, 1, Secured.WINDOW + 1),
                Secured.data(Secured.SYN, 1, Bytes.copyOf(new byte[Secured.WINDOW]))
                        .concat(frame(Secured.DATA, 0, 1, 1)),
                frame(Secured.DATA, Secured.SYN, 1, Secured.UINT32_MAX));
    }

    @Test
    void usesIdsThatAreNotItsOwnOrWereUsed() throws Exception {
        Bytes open = frame(Secured.WINDOW_UPDATE, Secured.SYN, 1, 0);
        assertRefuses(frame(Secured.WINDOW_UPDATE, Secured.SYN, 2, 0), frame(Secured.DATA, Secured.SYN, 0, 0),
                open.concat(open), open.concat(frame(Secured.WINDOW_UPDATE, Secured.RST, 1, 0)).concat(open),
                frame(Secured.DATA, 0, 7, 1), frame(Secured.WINDOW_UPDATE, 0, 7, 1),
                frame(Secured.WINDOW_UPDATE, Secured.SYN, 0x7fff_ffff, 0));
    }

    @Test
    void sendsFramesOfUnknownKindsAndSaysGoodbyeTwice() throws Exception {
        assertRefuses(frame(4, 0, 0, 0), frame(255, 0, 0, 0), Bytes.ofHex("01").concat(frame(0, 0, 0, 0).slice(1, 12)),
                frame(Secured.WINDOW_UPDATE, Secured.SYN, 1, 0).concat(frame(Secured.GO_AWAY, 0, 0, 0))
                        .concat(frame(Secured.GO_AWAY, 0, 0, 0)));
    }

    @Test
    void overflowsTheWindowThatItGrants() throws Exception {
        Bytes open = frame(Secured.WINDOW_UPDATE, Secured.SYN, 1, 0);
        Bytes half = frame(Secured.WINDOW_UPDATE, 0, 1, 1L << 31);
        assertRefuses(open.concat(half).concat(half), frame(Secured.WINDOW_UPDATE, Secured.SYN, 1, Secured.UINT32_MAX));
    }

    @Test
    void grantsNothingAMillionTimes() throws Exception {
        Victim.Survived survived = victim.survives(attacker -> {
            Secured credits = attacker.secured();
            credits.send(frame(Secured.WINDOW_UPDATE, Secured.SYN, 1, 0));
            int count = credits.flood(1_000_000, _ -> frame(Secured.WINDOW_UPDATE, 0, 1, 0));
            assertTrue(count < 1_000_000, "closed after " + count);
            Secured empty = attacker.secured();
            empty.send(frame(Secured.WINDOW_UPDATE, Secured.SYN, 1, 0));
            assertTrue(empty.flood(1_000_000, _ -> frame(Secured.DATA, 0, 1, 0)) < 1_000_000);
        });
        assertEquals(2, survived.faults("CONNECTION.PEER"));
    }

    /// They are taken and discarded, as far as the windows of the streams went that were there.
    @Test
    void sendsToStreamsThatAreGone() throws Exception {
        Victim.Survived survived = victim.survives(attacker -> {
            Secured gone = attacker.secured();
            Bytes body = Bytes.copyOf(new byte[32 << 10]);
            gone.send(Secured.opening(1, Ping.ID, Bytes.EMPTY), frame(Secured.WINDOW_UPDATE, Secured.RST, 1, 0));
            gone.send(Secured.data(0, 1, body), frame(Secured.WINDOW_UPDATE, 0, 1, 5), ping(1));
            assertEquals(1, gone.next(0, Secured.ACK).length());
            for (int i = 0; i < 8; i++) {
                gone.send(Secured.data(0, 1, body));
            }
            assertEquals(Secured.PROTOCOL_ERROR, gone.goodbye());
        });
        assertEquals(1, survived.faults("CONNECTION.PEER"));
    }

    @Test
    void pingsWithoutEndAndReadsNoAnswer() throws Exception {
        Victim.Survived survived = victim.survives(attacker -> {
            Secured flood = attacker.secured();
            int count = flood.flood(10_000_000, YamuxViolationTest::ping);
            assertTrue(count < 10_000_000, "closed after " + count);
        });
        assertEquals(1, survived.faults("CONNECTION.PEER"));
    }

    private static Bytes ping(int value) {
        return frame(Secured.PING, Secured.SYN, 0, value);
    }

    private static Bytes frame(int type, int flags, long stream, long length) {
        return Secured.frame(type, flags, stream, length);
    }

    /// Each ends its connection with the code of a violation.
    private static void assertRefuses(Bytes... attacks) throws Exception {
        Victim.Survived survived = victim.survives(attacker -> {
            for (Bytes attack : List.of(attacks)) {
                Secured secured = attacker.secured().send(attack);
                assertEquals(Secured.PROTOCOL_ERROR, secured.goodbye());
                secured.raw().untilClosed();
            }
        });
        assertEquals(attacks.length, survived.faults("CONNECTION.PEER"));
        assertTrue(survived.after().of("most.memory") <= 1 << 20, "held for " + survived.after());
    }
}
