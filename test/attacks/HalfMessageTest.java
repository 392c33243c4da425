package attacks;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import mote.bytes.Bytes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Proves itself on as many connections as there may be, begins the longest message on each, and falls silent. Stopped
/// by the budget of memory (16 MiB), for which the oldest message that is not complete has to go.
@Tag("slow")
class HalfMessageTest {

    private static final long MEMORY = 16 << 20;
    private static final int PEERS = 250;

    @Test
    void beginsLongMessagesAndFallsSilent() throws Exception {
        try (Victim victim = Victim.start()) {
            Victim.Survived survived = victim.survives(attacker -> {
                List<Secured> all = new ArrayList<>();
                for (int i = 0; i < PEERS; i++) {
                    all.add(attacker.secured());
                }
                Bytes half = Bytes.ofHex("ffff").concat(Bytes.copyOf(new byte[4_000]));
                for (Secured one : all) {
                    send(one, half);
                }
                victim.keepsServing(20);
            });
            assertTrue(survived.after().of("most.memory") <= MEMORY, "held: " + survived.after());
        }
    }

    private static void send(Secured one, Bytes half) {
        try {
            one.raw().send(half);
        } catch (IOException closed) {
            assertTrue(one.raw().sent() > 0);
        }
    }
}
