package attacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import contract.Background;
import java.io.IOException;
import java.time.Duration;
import mote.bytes.Writer;
import mote.protocol.perf.Perf;
import mote.task.Clock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Asks for 2^63 bytes, and reads none. A full socket is stopped by `yamux.Limits.write` (10 s); a window of a stream
/// that stays at zero is legal for ever, and costs what is buffered.
class StoppedReaderTest {

    private static final Duration WRITE = Duration.ofSeconds(10);
    private static final Duration SLACK = Duration.ofSeconds(8);
    private static final long QUEUED = 1 << 20;

    @Test
    @Tag("slow")
    void stopsReadingOnAClockThatIsFiveTimesAsFast() throws Exception {
        assertHolds(5, Duration.ofSeconds(20));
    }

    @Test
    @Tag("nightly")
    @Timeout(900)
    void stopsReadingForTenMinutes() throws Exception {
        assertHolds(1, Duration.ofMinutes(10));
    }

    private static void assertHolds(int speed, Duration zeroWindow) throws Exception {
        try (Victim victim = Victim.start("speed=" + speed)) {
            Victim.Survived survived = victim.survives(attacker -> {
                Secured legal = attacker.secured();
                ask(legal, 0);
                Background reading = Background.run(() -> answerPings(legal));
                Secured stopped = attacker.secured();
                ask(stopped, 100 << 20);
                long began = System.nanoTime();
                Background.until(() -> faults(victim) > 0);
                Duration took = Duration.ofNanos(System.nanoTime() - began);
                assertTrue(took.compareTo(WRITE.dividedBy(speed).plus(SLACK)) < 0, "cut off after " + took);
                Clock.system().sleep(zeroWindow.dividedBy(speed));
                assertEquals(2, victim.state().of("size.Swarm.connected"), "the honest one and the legal one");
                legal.raw().close();
                reading.awaitEnd();
            });
            assertTrue(survived.faults("CONNECTION.NETWORK") >= 1);
            assertTrue(survived.after().of("most.memory") <= QUEUED, "queued: " + survived.after());
        }
    }

    private static long faults(Victim victim) {
        try {
            return victim.state().of("faults.CONNECTION.NETWORK");
        } catch (IOException ended) {
            throw new AssertionError(ended);
        }
    }

    /// @param credit beyond the first window
    private static void ask(Secured secured, long credit) throws IOException {
        secured.send(Secured.opening(1, Perf.ID, new Writer(8).u64(Long.MIN_VALUE).toBytes()),
                Secured.frame(Secured.WINDOW_UPDATE, Secured.FIN, 1, credit));
    }

    private static void answerPings(Secured secured) {
        try {
            while (true) {
                Secured.Frame frame = secured.next();
                if (frame.type() == Secured.PING && frame.flags() == Secured.SYN) {
                    secured.send(Secured.frame(Secured.PING, Secured.ACK, 0, frame.length()));
                }
            }
        } catch (IOException ended) {
            return;
        }
    }
}
