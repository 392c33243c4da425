package mote.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import contract.Background;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import mote.budget.Budget;
import mote.bytes.P2pException;
import mote.connection.Connection;
import mote.crypto.Identity;
import mote.peer.PeerId;
import mote.task.Clock;
import mote.task.Deadline;
import mote.task.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DialerTest {

    private final PeerId peer = PeerId.of(Identity.generate(new SecureRandom()).publicKey());
    private final Dialer dialer = new Dialer(List.of(), null, null, new Budget("node", mote.budget.Limits.NODE),
            new Scope("test", Thread.ofVirtual().factory(), Clock.system()), Limits.DEFAULT);

    @Test
    void failsForAllWhoWaitWhereTheDialEndsInADefect() throws Exception {
        var dialling = new CountDownLatch(1);
        var defect = new CountDownLatch(1);
        Deadline.Work<Connection> failing = () -> {
            dialling.countDown();
            await(defect);
            throw new IllegalStateException("a defect");
        };
        Background first = Background.run(
                () -> assertThrows(IllegalStateException.class, () -> dialer.once(peer, failing)));
        dialling.await();
        Background second = Background.run(() -> assertEquals("the dial was given up",
                assertThrows(P2pException.class, () -> dialer.once(peer, () -> null)).getMessage()));
        second.awaitBlocked();

        defect.countDown();

        first.join();
        second.join();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }
}
