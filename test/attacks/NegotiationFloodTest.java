package attacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import mote.bytes.Bytes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Stopped by `negotiate.Limits.lineBytes` (1,024) and `proposals` (1,000), by answers that are no longer than what
/// they answer, and where nobody reads them by `connection.Limits.stage` and `negotiation` (10 s).
@Tag("slow")
class NegotiationFloodTest {

    /// On the wire before there is anybody to trust: no more than was sent, and this.
    private static final int FREE_BYTES = 64;

    private static Victim victim;

    @BeforeAll
    static void start() throws IOException {
        victim = Victim.start("speed=5");
    }

    @AfterAll
    static void stop() throws IOException {
        victim.close();
    }

    @Test
    void sendsZerosWithoutEnd() throws Exception {
        assertClosed(1, raw -> raw.flood(Bytes.copyOf(new byte[64 << 10]), 1_000));
        assertClosed(1, raw -> raw.send(Raw.HEADER).flood(Bytes.copyOf(new byte[64 << 10]), 1_000));
    }

    @Test
    void sendsALineThatIsTooLongOrHasNoEnd() throws Exception {
        assertClosed(5, raw -> raw.send(Raw.HEADER).send("8108"), raw -> raw.send("8108"),
                raw -> raw.send(Raw.HEADER).send("072f6e6f69736565"), raw -> raw.send(Raw.HEADER).send("010a"),
                raw -> raw.send(Raw.line("x".repeat(2_000))));
    }

    @Test
    void proposesAMillionProtocolsAndReadsTheRefusals() throws Exception {
        assertClosed(1, raw -> {
            raw.send(Raw.HEADER);
            Thread.startVirtualThread(() -> raw.flood(Raw.line("/x"), 1_000_000));
        });
    }

    private interface Sending {
        void on(Raw raw) throws IOException;
    }

    private static void assertClosed(int faults, Sending... all) throws Exception {
        Victim.Survived survived = victim.survives(attacker -> {
            for (Sending sending : all) {
                Raw raw = attacker.connect();
                sending.on(raw);
                raw.untilClosed();
                assertTrue(raw.received() <= raw.sent() + FREE_BYTES, raw.received() + " for " + raw.sent());
            }
            victim.welcomes();
        });
        assertEquals(faults, survived.faults("UPGRADE.PEER"));
    }
}
