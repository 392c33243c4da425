package attacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import contract.Background;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mote.budget.Budget;
import mote.bytes.Bytes;
import mote.bytes.Writer;
import mote.crypto.Identity;
import mote.negotiate.Multistream;
import mote.protocol.identify.Identify;
import mote.secure.SecureChannel;
import mote.secure.noise.ForgedHandshake;
import mote.secure.noise.Noise;
import mote.task.Clock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A byte every 9 seconds, so that the attacker is never silent for long, at every stage. Stopped by limits of the
/// total: `connection.Limits.stage` (10 s), `upgrade` (15 s), `negotiation` (10 s), `identify.Limits.exchange` (5 s);
/// and silence by `swarm.Limits.pendingUpgradesMax` (16), of which the oldest silent one has to go.
class SlowDripTest {

    private static final Duration STAGE = Duration.ofSeconds(10);
    private static final Duration UPGRADE = Duration.ofSeconds(15);
    private static final Duration EXCHANGE = Duration.ofSeconds(5);
    private static final Duration DRIP = Duration.ofSeconds(9);
    /// For a busy machine.
    private static final Duration SLACK = Duration.ofSeconds(5);

    @Test
    @Tag("slow")
    void isCutOffAtEachStageOnAClockThatIsFiveTimesAsFast() throws Exception {
        assertCutOffAtEachStage(5);
    }

    @Test
    @Tag("nightly")
    @Timeout(300)
    void isCutOffAtEachStage() throws Exception {
        assertCutOffAtEachStage(1);
    }

    @Test
    @Tag("slow")
    void keepsNobodyOutByConnectingAndSayingNothing() throws Exception {
        try (Victim victim = Victim.start()) {
            Victim.Survived survived = victim.survives(attacker -> {
                long before = victim.state().of("budget.CONNECTIONS");
                for (int i = 0; i < 100; i++) {
                    attacker.connect();
                }
                victim.welcomes();
                Background.until(() -> pending(victim) - before <= 16);
            });
            assertTrue(survived.faults("UPGRADE.NETWORK") >= 84, "the oldest had to go");
        }
    }

    private interface Sending {
        void send(Bytes bytes) throws IOException;
    }

    private static void assertCutOffAtEachStage(int speed) throws Exception {
        try (Victim victim = Victim.start("speed=" + speed)) {
            Victim.Survived survived = victim.survives(attacker -> {
                var all = new ArrayList<Background>();
                all.add(ends(attacker.connect(), STAGE, speed, _ -> { }, Bytes.EMPTY));
                Raw first = attacker.connect();
                all.add(ends(first, STAGE, speed, first::send, Raw.HEADER));
                Raw handshake = attacker.connect().send(Raw.HEADER).send(Raw.NOISE);
                all.add(ends(handshake, STAGE, speed, handshake::send, Bytes.ofHex("0020" + "09".repeat(32))));
                Raw third = attacker.connect().send(Raw.HEADER).send(Raw.NOISE);
                third.readFully(ByteBuffer.allocate(Raw.HEADER.length() + Raw.NOISE.length()));
                all.add(ends(third, UPGRADE, speed, third::send,
                        new ForgedHandshake(third, attacker.secureRandom).third(Bytes.EMPTY)));
                Raw muxer = attacker.connect();
                SecureChannel channel = withoutMuxer(muxer, attacker);
                all.add(ends(muxer, UPGRADE, speed, bytes -> channel.write(bytes.buffer()), Raw.HEADER));
                all.add(resets(attacker.secured(), STAGE, speed, Bytes.EMPTY, Raw.HEADER));
                all.add(resets(attacker.secured(), EXCHANGE, speed, Raw.HEADER.concat(Raw.line(Identify.PUSH.text())),
                        new Writer(100).varint(50).bytes(Bytes.copyOf(new byte[50])).toBytes()));
                victim.welcomes();
                for (Background one : all) {
                    one.join();
                }
            });
            assertEquals(5, survived.faults("UPGRADE.NETWORK"));
            assertEquals(2, survived.faults("STREAM.NETWORK"));
        }
    }

    /// In the background: the connection is cut in time while `slowly` drips.
    private static Background ends(Raw raw, Duration limit, int speed, Sending sending, Bytes slowly) {
        return Background.run(() -> {
            Background dripping = drip(sending, slowly, speed);
            long began = System.nanoTime();
            raw.untilClosed();
            assertInTime(began, limit, speed);
            dripping.interrupt();
        });
    }

    private static Background resets(Secured secured, Duration limit, int speed, Bytes opening, Bytes slowly)
            throws IOException {
        secured.send(Secured.data(Secured.SYN, 1, opening));
        return Background.run(() -> {
            Background dripping = drip(bytes -> secured.send(Secured.data(0, 1, bytes)), slowly, speed);
            long began = System.nanoTime();
            secured.next(1, Secured.RST);
            assertInTime(began, limit, speed);
            dripping.interrupt();
        });
    }

    private static Background drip(Sending sending, Bytes slowly, int speed) {
        return Background.run(() -> {
            for (int i = 0; i < slowly.length(); i++) {
                sending.send(slowly.slice(i, i + 1));
                Clock.system().sleep(DRIP.dividedBy(speed));
            }
        });
    }

    private static void assertInTime(long began, Duration limit, int speed) {
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        assertTrue(took.compareTo(limit.dividedBy(speed).plus(SLACK)) < 0, "cut off after " + took);
    }

    /// A handshake that leaves the muxer to be agreed on afterwards.
    private static SecureChannel withoutMuxer(Raw raw, Attacker attacker) throws IOException {
        var noise = new Noise(Identity.generate(attacker.secureRandom), attacker.secureRandom,
                new Budget("attacker", mote.budget.Limits.NONE));
        Multistream.select(raw, List.of(noise.id()));
        return noise.initiate(raw, Optional.empty(), List.of());
    }

    private static long pending(Victim victim) {
        try {
            return victim.state().of("budget.CONNECTIONS");
        } catch (IOException ended) {
            throw new AssertionError(ended);
        }
    }
}
