package mote.connection;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import contract.ManualClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import mote.budget.Budget;
import mote.bytes.P2pException;
import mote.crypto.Identity;
import mote.mux.yamux.Yamux;
import mote.negotiate.Multistream;
import mote.secure.SecurityProtocol;
import mote.secure.noise.Noise;
import mote.task.Scope;
import mote.task.TimedOutException;
import mote.transport.PipeLink;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A peer sends a byte every 9 seconds, so that it is never silent for long. [Limits#stage] limits the total.
@Timeout(60)
class SlowlorisTest {

    private final ManualClock time = new ManualClock();
    private final Scope scope = new Scope("test", Thread.ofVirtual().factory(), time);

    @ParameterizedTest(name = "in the {0}")
    @ValueSource(strings = {"negotiation", "handshake"})
    void endsTenSecondsAfterTheStageBegan(String stage) throws Exception {
        PipeLink[] ends = PipeLink.pair();
        var outcome = new LinkedBlockingQueue<Exception>();
        var heard = new LinkedBlockingQueue<Boolean>();
        var random = new SecureRandom();
        SecurityProtocol noise = new Noise(Identity.generate(random), random,
                new Budget("test", mote.budget.Limits.NODE));
        var upgrader = new Upgrader(List.of(noise), List.of(new Yamux()), new LinkedHashSet<>(), Limits.DEFAULT);
        scope.start("accept", () -> {
            try {
                upgrader.accepted(ends[1], () -> heard.add(true), _ -> {
                    throw P2pException.local("nobody comes so far");
                }, scope);
            } catch (IOException failed) {
                outcome.add(failed);
            }
        });
        if (stage.equals("handshake")) {
            Multistream.select(ends[0], List.of(noise.id()));
            heard.take();
        }
        awaitTimers(2);

        for (int i = 0; i < 2; i++) {
            ends[0].write(ByteBuffer.wrap(new byte[] {19}));
            time.advance(Duration.ofSeconds(i == 0 ? 9 : 1));
        }

        assertInstanceOf(TimedOutException.class, outcome.take());
        assertFalse(ends[1].isOpen());
        scope.close();
    }

    /// That of the stage, and that of the whole upgrade.
    private void awaitTimers(int count) {
        while (time.timers() != count) {
            Thread.onSpinWait();
        }
    }
}
