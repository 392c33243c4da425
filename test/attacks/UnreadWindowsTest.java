package attacks;

import static org.junit.jupiter.api.Assertions.assertTrue;

import contract.Background;
import java.io.IOException;
import java.util.ArrayList;
import mote.bytes.Bytes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// As many streams as are let in, each filled to its window, to an application that never reads. Stopped by the budgets
/// of memory over bytes held (16 MiB, a quarter of the heap): over them the stream with the most unread bytes is reset.
@Tag("slow")
class UnreadWindowsTest {

    private static final int PEERS = 3;
    private static final int STREAMS = 64;
    private static final long MEMORY = 16 << 20;

    @Test
    void fillsEveryWindowThatItIsGiven() throws Exception {
        try (Victim victim = Victim.start()) {
            Victim.Survived survived = victim.survives(attacker -> {
                var all = new ArrayList<Background>();
                for (int i = 0; i < PEERS; i++) {
                    Secured peer = attacker.secured();
                    Background.run(() -> drain(peer));
                    all.add(Background.run(() -> fill(peer)));
                }
                for (Background one : all) {
                    one.join();
                }
                victim.keepsServing(20);
                victim.welcomes();
            });
            assertTrue(survived.after().of("most.memory") <= MEMORY, "held: " + survived.after());
            assertTrue(survived.after().of("most.memory") >= MEMORY / 4, "the attack was one: " + survived.after());
        }
    }

    private static void fill(Secured peer) throws IOException {
        Bytes slice = Bytes.copyOf(new byte[32 << 10]);
        for (int stream = 1; stream < 2 * STREAMS; stream += 2) {
            Bytes opening = Secured.opening(stream, NodeProcess.UNREAD, Bytes.EMPTY);
            peer.send(opening);
            for (int i = 0; i < 7; i++) {
                peer.send(Secured.data(0, stream, slice));
            }
        }
    }

    /// Reads what the node says, and forgets it.
    private static void drain(Secured peer) {
        try {
            while (peer.raw().isOpen()) {
                peer.next();
            }
        } catch (IOException ended) {
            return;
        }
    }
}
