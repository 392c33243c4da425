package attacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import mote.bytes.Bytes;
import mote.protocol.ping.Ping;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Stopped by payloads of 32 bytes and no other, by `ping.Limits.streamsPerPeer` (2) and `idle` (60 s), and by the
/// windows that the pinger itself gives.
@Tag("slow")
class PingAbuseTest {

    private static Victim victim;

    @BeforeAll
    static void start() throws IOException {
        victim = Victim.start("speed=10");
    }

    @AfterAll
    static void stop() throws IOException {
        victim.close();
    }

    @Test
    void pingsWithThirtyOneAndThirtyThreeBytes() throws Exception {
        Victim.Survived survived = victim.survives(attacker -> {
            Secured pinger = attacker.secured();
            pinger.send(Secured.opening(1, Ping.ID, Bytes.copyOf(new byte[31])),
                    Secured.frame(Secured.WINDOW_UPDATE, Secured.FIN, 1, 0));
            pinger.next(1, Secured.RST);
            pinger.send(Secured.opening(3, Ping.ID, Bytes.copyOf(new byte[33])),
                    Secured.frame(Secured.WINDOW_UPDATE, Secured.FIN, 3, 0));
            pinger.next(3, Secured.RST);
        });
        assertEquals(2, survived.faults("STREAM.NETWORK"));
    }

    /// As many as fit into the backlog at a time; more would be refused before they come to ping.
    @Test
    void pingsOnThousandsOfStreams() throws Exception {
        Victim.Survived survived = victim.survives(attacker -> {
            Secured pinger = attacker.secured();
            Bytes payload = Bytes.copyOf(new byte[Ping.PAYLOAD_BYTES]);
            for (int i = 0; i < 5_000; i += 100) {
                for (int j = i; j < i + 100; j++) {
                    pinger.send(Secured.opening(2 * j + 1, Ping.ID, payload));
                }
                for (int resets = i == 0 ? 2 : 0; resets < 100;) {
                    Secured.Frame frame = pinger.next();
                    resets += frame.type() != Secured.PING && (frame.flags() & Secured.RST) != 0 ? 1 : 0;
                }
            }
        });
        assertEquals(4_998, survived.faults("STREAM.LOCAL"));
    }

    @Test
    void pingsAndNeverReadsTheReplies() throws Exception {
        Victim.Survived survived = victim.survives(attacker -> {
            Secured pinger = attacker.secured();
            pinger.send(Secured.opening(1, Ping.ID, Bytes.EMPTY));
            Bytes many = Bytes.copyOf(new byte[1_000 * Ping.PAYLOAD_BYTES]);
            // Its own window is used up; then ours is; then nobody reads the resets.
            int count = pinger.flood(1_000, _ -> Secured.data(0, 1, many));
            assertTrue(count < 1_000, "more than the window was taken");
        });
        assertEquals(1, survived.faults("CONNECTION.PEER"));
    }
}
