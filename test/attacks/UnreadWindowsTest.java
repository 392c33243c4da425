package attacks;

import static org.junit.jupiter.api.Assertions.assertTrue;

import contract.Background;
import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
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
                var resets = new AtomicInteger();
                for (int i = 0; i < PEERS; i++) {
                    Secured peer = attacker.secured();
                    Background.run(() -> drain(peer, resets));
                    all.add(Background.run(() -> fill(peer)));
                }
                for (Background one : all) {
                    one.join();
                }
                Background.until(() -> resets.get() > 0);
                Background topping = Background.run(() -> topUp(attacker.secured()));
                victim.keepsServing(20);
                victim.welcomes();
                topping.interrupt();
                topping.awaitEnd();
            });
            assertTrue(survived.after().of("most.memory") <= MEMORY, "held: " + survived.after());
            assertTrue(survived.after().of("most.memory") >= MEMORY / 4, "the attack was one: " + survived.after());
        }
    }

    /// So that what was read of it cannot be thrown away while the rest is waited for.
    @Test
    void fallsSilentInTheMiddleOfTheLastFrameOfEachWindow() throws Exception {
        try (Victim victim = Victim.start()) {
            Victim.Survived survived = victim.survives(attacker -> {
                for (int i = 0; i < 90; i++) {
                    half(attacker.secured());
                }
                victim.keepsServing(20);
                victim.welcomes();
            });
            assertTrue(survived.after().of("most.memory") <= MEMORY, "held: " + survived.after());
            assertTrue(survived.after().of("most.memory") >= MEMORY * 3 / 4, "it was full: " + survived.after());
        }
    }

    private static void half(Secured peer) {
        Bytes opening = Secured.opening(1, NodeProcess.UNREAD, Bytes.EMPTY);
        int left = Secured.WINDOW - opening.length();
        Bytes most = Bytes.copyOf(new byte[left - 1_000]);
        peer.flood(1, _ -> opening.concat(Secured.frame(Secured.DATA, 0, 1, left)).concat(most));
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

    /// Takes every bit that becomes free, in small streams, as the others are reset.
    private static void topUp(Secured peer) {
        Background.run(() -> drain(peer, new AtomicInteger()));
        Bytes some = Bytes.copyOf(new byte[7 << 10]);
        for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
            int stream = 2 * i + 1;
            if (peer.flood(1, _ -> Secured.opening(stream, NodeProcess.UNREAD, some)) == 0) {
                return;
            }
            Thread.yield();
        }
    }

    /// Reads what the node says, and counts the streams that it resets.
    private static void drain(Secured peer, AtomicInteger resets) {
        try {
            while (peer.raw().isOpen()) {
                resets.addAndGet((peer.next().flags() & Secured.RST) == 0 ? 0 : 1);
            }
        } catch (IOException ended) {
            return;
        }
    }
}
