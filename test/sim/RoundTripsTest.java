package sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import mote.budget.Budget;
import mote.connection.Connection;
import mote.crypto.Identity;
import mote.io.Duplex;
import mote.negotiate.ProtocolId;
import mote.peer.PeerId;
import mote.protocol.ping.Ping;
import mote.secure.SecureChannel;
import mote.secure.SecurityProtocol;
import mote.secure.noise.Noise;
import mote.transport.memory.Quality;
import org.junit.jupiter.api.Test;

/// On lines that take 50 ms each way, and where computing takes no time, time is a count of round trips.
///
/// ```
///   dialler                                            listener
///      1   connect ──>                              <──  welcome
///      2   propose Noise, e ──>                     <──  agreed, e, ee, s, es (and which muxer)
///      3   s, se; propose the muxer, ping; 32 bytes ──>
///                                                   <──  agreed, agreed, 32 bytes
/// ```
class RoundTripsTest {

    private static final Duration ROUND_TRIP = Duration.ofMillis(100);

    /// What the handshakes of listeners agreed on.
    private final List<Optional<ProtocolId>> early = new ArrayList<>();

    @Test
    void fromDialToFirstPingReplyAreThreeToPeerThatSelectsTheMuxerEarly() {
        assertEquals(ROUND_TRIP.multipliedBy(3), untilFirstPing(true));
        assertEquals(List.of(Optional.of(new ProtocolId("/yamux/1.0.0"))), early);
    }

    @Test
    void fromDialToFirstPingReplyAreThreeToPeerThatDoesNot() {
        assertEquals(ROUND_TRIP.multipliedBy(3), untilFirstPing(false));
        assertEquals(List.of(Optional.empty()), early);
    }

    private Duration untilFirstPing(boolean selectsEarly) {
        var scale = new Scale("two nodes", 2, 1, 0, Duration.ZERO, false,
                (identity, random, budget) -> new Watched(selectsEarly, identity, random, budget));
        var simulation = new Simulation(scale, 1, null);
        var took = new ArrayList<Duration>();
        Simulation.Outcome outcome = simulation.run(() -> {
            simulation.startHosts();
            var line = new Quality(ROUND_TRIP.dividedBy(2), Duration.ZERO, Long.MAX_VALUE);
            simulation.network.quality(0, 1, line);
            simulation.network.quality(1, 0, line);
            Host dialler = simulation.hosts.getFirst();
            long began = simulation.clock.elapsed();
            Connection connection = dialler.node().dial(simulation.hosts.getLast().address);
            try (Ping.Pinger pinger = dialler.node().ping().open(connection)) {
                pinger.ping();
                took.add(Duration.ofNanos(simulation.clock.elapsed() - began));
                assertEquals(ROUND_TRIP, pinger.ping());
            }
            simulation.stopHosts();
        });
        assertEquals("", outcome.failure());
        return took.getFirst();
    }

    /// Noise, whose listener may offer no muxer in the handshake, and notes what came of it.
    private final class Watched implements SecurityProtocol {

        private final boolean selectsEarly;
        private final Noise noise;

        Watched(boolean selectsEarly, Identity identity, RandomGenerator random, Budget budget) {
            this.selectsEarly = selectsEarly;
            this.noise = new Noise(identity, random, budget);
        }

        @Override
        public ProtocolId id() {
            return noise.id();
        }

        @Override
        public SecureChannel initiate(Duplex raw, Optional<PeerId> expected, List<ProtocolId> muxers)
                throws IOException {
            return noise.initiate(raw, expected, muxers);
        }

        @Override
        public SecureChannel respond(Duplex raw, List<ProtocolId> muxers) throws IOException {
            SecureChannel channel = noise.respond(raw, selectsEarly ? muxers : List.of());
            early.add(channel.muxer());
            return channel;
        }
    }
}
