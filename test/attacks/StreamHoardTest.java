package attacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import mote.bytes.Bytes;
import mote.bytes.Writer;
import mote.negotiate.ProtocolId;
import mote.protocol.identify.Identify;
import mote.protocol.ping.Ping;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Stopped by the budget of a peer's streams (`budget.Limits.PEER.streamsIn`, 256), by those of protocols
/// (`streamsPerPeer`: ping 2, identify 16), by `connection.Limits.negotiation` (10 s), and by `yamux.Limits.nuisances`.
@Tag("slow")
class StreamHoardTest {

    private static final int STREAMS = 256;
    private static final long STREAM_BYTES = 16 << 10;

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
    void opensStreamsWithoutEndAndNeverNegotiates() throws Exception {
        int peers = 8;
        victim.survives(attacker -> {
            long before = victim.state().of("heap");
            for (int i = 0; i < peers; i++) {
                Secured hoarder = attacker.secured();
                for (int stream = 0; stream < STREAMS + 10; stream++) {
                    hoarder.send(Secured.frame(Secured.WINDOW_UPDATE, Secured.SYN, 2 * stream + 1, 0));
                }
                for (int stream = STREAMS; stream < STREAMS + 10; stream++) {
                    hoarder.next(2 * stream + 1, Secured.RST);
                }
            }
            State during = victim.state();
            assertTrue(during.of("budget.STREAMS_IN") >= peers * STREAMS, "too late to look at it: " + during);
            long heap = during.of("heap") - before;
            assertTrue(heap <= peers * STREAMS * STREAM_BYTES, heap + " bytes for " + peers * STREAMS + " streams");
            victim.keepsServing(10);
            victim.welcomes();
        });
    }

    @Test
    void opensAndResetsStreamsWithoutEnd() throws Exception {
        Victim.Survived survived = victim.survives(attacker -> {
            Secured rapid = attacker.secured();
            int count = rapid.flood(1_000_000, i -> Secured.frame(Secured.WINDOW_UPDATE, Secured.SYN, 2L * i + 1, 0)
                    .concat(Secured.frame(Secured.WINDOW_UPDATE, Secured.RST, 2L * i + 1, 0)));
            assertTrue(count < 1_000_000, "cut off after " + count);
            victim.welcomes();
        });
        assertEquals(1, survived.faults("CONNECTION.PEER"));
    }

    @Test
    void endsItsHalfOfEveryStreamAndHolds() throws Exception {
        Victim.Survived survived = victim.survives(attacker -> {
            Secured hoarder = attacker.secured();
            for (int stream = 0; stream < STREAMS; stream++) {
                hoarder.send(Secured.frame(Secured.WINDOW_UPDATE, Secured.SYN | Secured.FIN, 2 * stream + 1, 0));
            }
            Secured abandoning = attacker.secured();
            for (int stream = 0; stream < 64; stream++) {
                abandoning.send(Secured.data(Secured.SYN | Secured.FIN, 2 * stream + 1,
                        Bytes.copyOf(new byte[16 << 10])));
            }
            victim.welcomes();
        });
        assertEquals(0, survived.faults("CONNECTION.PEER"), "which is legal");
    }

    @Test
    void keepsMoreStreamsOfAProtocolThanOnePeerMay() throws Exception {
        Victim.Survived survived = victim.survives(attacker -> {
            assertLimit(attacker.secured(), Ping.ID, 2, Bytes.copyOf(new byte[Ping.PAYLOAD_BYTES]));
            assertLimit(attacker.secured(), Identify.PUSH, 16, new Writer(9).varint(100).toBytes());
        });
        assertEquals(10, survived.faults("STREAM.LOCAL"));
    }

    private static void assertLimit(Secured secured, ProtocolId protocol, int limit, Bytes said) throws IOException {
        for (int i = 0; i < limit + 5; i++) {
            secured.send(Secured.opening(2 * i + 1, protocol, said));
        }
        List<Long> reset = new ArrayList<>();
        while (reset.size() < 5) {
            Secured.Frame frame = secured.next();
            if (frame.type() != Secured.PING && (frame.flags() & Secured.RST) != 0 && frame.stream() % 2 == 1) {
                reset.add(frame.stream());
            }
        }
        secured.raw().close();
    }
}
