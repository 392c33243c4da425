package sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import mote.connection.Connection;
import mote.node.Node;
import mote.protocol.identify.Identification;
import mote.protocol.identify.Identification.SignedRecord;
import mote.protocol.ping.Ping;
import mote.task.TimedOutException;

/// What one host wants of another: to connect, to learn who it is, a ping, an exchange. It tries until all that has
/// been done on one connection, and once more when all is good. Whatever fails may fail because of a fault; but nothing
/// may take longer than its limits, and nobody may be accused of breaking a protocol, since all keep them.
final class Call {

    private static final Duration OPEN = mote.connection.Limits.DEFAULT.negotiation();
    private static final Duration DIAL = mote.transport.memory.Limits.DEFAULT.dial()
            .plus(mote.connection.Limits.DEFAULT.upgrade());
    private static final Duration CONNECT = mote.swarm.Limits.DEFAULT.dial().plus(DIAL);
    private static final Duration IDENTIFY = OPEN.plus(mote.protocol.identify.Limits.DEFAULT.exchange());
    private static final Duration PING = OPEN.plus(mote.protocol.ping.Limits.DEFAULT.reply());
    private static final Duration EXCHANGE = OPEN.plus(sim.Exchange.LIMIT);

    /// The calls that are made again are spread over so much time.
    private static final Duration AGAIN = Duration.ofSeconds(5);

    /// When faults have ended a call has so much time to succeed.
    private static final Duration HEALED = Duration.ofSeconds(150);

    private final Simulation simulation;
    private final Host from;
    private final Host to;
    private boolean again;

    Call(Simulation simulation, Host from, Host to) {
        this.simulation = simulation;
        this.from = from;
        this.to = to;
    }

    /// Calls while things go wrong.
    void run() throws InterruptedException {
        simulation.sleepUpTo(simulation.scale.faults());
        untilItSucceeds();
    }

    /// Calls when all is good again. Of what can end a call then, a time-out is not one.
    void runAgain() throws InterruptedException {
        again = true;
        simulation.sleepUpTo(AGAIN);
        untilItSucceeds();
    }

    private void untilItSucceeds() throws InterruptedException {
        while (!succeeds()) {
            simulation.failedCalls++;
            if (simulation.sinceFaults().compareTo(HEALED) > 0) {
                simulation.failures.add(this + " still fails");
                return;
            }
            simulation.sleepUpTo(Duration.ofSeconds(3));
        }
        simulation.event(this + " is done");
    }

    private boolean succeeds() {
        try {
            Connection connection = connection();
            check(connection, within(IDENTIFY, "identify", () -> from.node().identify().ask(connection)));
            within(PING, "ping", () -> ping(connection));
            if (simulation.random.nextInt(4) == 0) {
                simulation.exchange.abandoned(connection);
            }
            within(EXCHANGE, "exchange", () -> {
                simulation.exchange.with(connection);
                return null;
            });
            return true;
        } catch (IOException failed) {
            simulation.event(this + " failed: " + failed.getMessage());
            simulation.failures.addAccusation(this, failed);
            if (again && failed instanceof TimedOutException) {
                simulation.failures.add(this + " though nothing is wrong: " + Failures.traceOf(failed));
            }
            return false;
        }
    }

    /// By its address or, where it is known by now, by its id.
    private Connection connection() throws IOException {
        Node node = from.node();
        boolean isKnown = node.swarm().peers().find(to.id).isPresent();
        return isKnown && simulation.random.nextBoolean()
                ? within(CONNECT, "connect", () -> node.connect(to.id))
                : within(DIAL, "dial", () -> node.dial(to.address));
    }

    private interface Step<T> {
        T run() throws IOException;
    }

    private <T> T within(Duration limit, String what, Step<T> step) throws IOException {
        long began = simulation.clock.elapsed();
        try {
            return step.run();
        } finally {
            simulation.checkLimit(this + ": " + what, began, limit);
        }
    }

    private Void ping(Connection connection) throws IOException {
        try (Ping.Pinger pinger = from.node().ping().open(connection)) {
            pinger.ping();
            return null;
        }
    }

    private void check(Connection connection, Identification said) {
        assertEquals(to.id, connection.peer());
        assertEquals(to.agentVersion(), said.agentVersion());
        assertEquals(List.of(to.address.withoutPeer()), said.addresses());
        assertEquals(Optional.of(connection.localAddress()), said.observedAddress());
        assertEquals(SignedRecord.VALID, said.signedRecord());
        assertTrue(said.protocols().contains(Exchange.ID));
    }

    @Override
    public String toString() {
        return from + " calls " + to;
    }
}
