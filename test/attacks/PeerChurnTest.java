package attacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.ConcurrentLinkedQueue;
import mote.bytes.Bytes;
import mote.bytes.Writer;
import mote.protobuf.ProtoWriter;
import mote.protocol.identify.Identify;
import mote.protocol.ping.Ping;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Peers without end, each under a new identity, say who they are, ask and ping, and go without a goodbye. Stopped by
/// budgets that a peer has only while it is connected, and by `swarm.Limits.peersKnownMax` (4,096) and
/// `peersKnownBytesMax` (8 MiB).
class PeerChurnTest {

    private static final int THREADS = 8;

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
    @Tag("slow")
    void comesAndGoesAThousandTimes() throws Exception {
        assertLeavesNothing(1_000);
    }

    @Test
    @Tag("nightly")
    @Timeout(900)
    void comesAndGoesAHundredThousandTimes() throws Exception {
        assertLeavesNothing(100_000);
    }

    private static void assertLeavesNothing(int times) throws Exception {
        Victim.Survived survived = victim.survives(attacker -> {
            var threads = new Thread[THREADS];
            var failures = new ConcurrentLinkedQueue<IOException>();
            for (int i = 0; i < THREADS; i++) {
                threads[i] = Thread.ofPlatform().start(() -> {
                    for (int j = 0; j < times / THREADS; j++) {
                        try {
                            visit(attacker);
                        } catch (IOException failed) {
                            failures.add(failed);
                        }
                    }
                });
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertTrue(failures.isEmpty(), failures.size() + " failed, the first with " + failures.peek());
        });
        assertTrue(survived.after().of("size.PeerStore.peers") <= 4_096);
        assertEquals(1, survived.after().of("size.Admissions.peers"), "the honest one");
    }

    /// All that a peer does, at once: it says what it is, pushes it again, pings, and hangs up.
    private static void visit(Attacker attacker) throws IOException {
        try (Raw raw = attacker.connect()) {
            Secured secured = attacker.secured(raw);
            Bytes said = new ProtoWriter(1_000).bytes(2, Bytes.ofHex("04c0000201060fa1")).string(3, Ping.ID.text())
                    .string(6, "visitor").toBytes();
            Bytes message = new Writer(1_000).lengthPrefixed(said).toBytes();
            secured.send(Secured.opening(1, Ping.ID, Bytes.copyOf(new byte[32]))
                    .concat(Secured.opening(3, Identify.PUSH, message))
                    .concat(Secured.frame(Secured.WINDOW_UPDATE, Secured.FIN, 3, 0)));
            boolean asked = false;
            boolean pinged = false;
            while (!asked || !pinged) {
                Secured.Frame frame = secured.next();
                if (frame.stream() == 2 && !asked) {
                    asked = true;
                    secured.send(Secured.data(Secured.ACK | Secured.FIN, 2, Raw.HEADER
                            .concat(Raw.line(Identify.ID.text())).concat(message)));
                }
                pinged |= frame.stream() == 1 && frame.body().length() >= 32;
            }
        }
    }
}
