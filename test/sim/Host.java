package sim;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import mote.budget.Budget;
import mote.crypto.Identity;
import mote.multiaddr.Multiaddr;
import mote.node.Node;
import mote.node.NodeConfig;
import mote.node.TwoNodes;
import mote.node.World;
import mote.peer.PeerId;
import mote.secure.SecurityProtocol;
import mote.swarm.SwarmEvent;
import mote.task.Clock;
import mote.task.Scope;
import mote.transport.Transport;

/// A machine of the simulated world, and the node that runs on it. A restart ends the node and starts another one with
/// the same key, as a program does that keeps its key in a file.
final class Host implements World {

    /// A node may wait for goodbyes, and then for its threads.
    private static final Duration CLOSE = mote.swarm.Limits.DEFAULT.goodbye().plus(Scope.JOIN_MAX);

    final int number;
    final Multiaddr address;
    final PeerId id;

    /// A connection that nobody uses for so long is closed.
    final Duration idle;

    private final Simulation simulation;
    private final RandomGenerator random;
    private final Identity identity;
    private final List<Node> all = new ArrayList<>();
    private Node node;

    Host(int number, Simulation simulation) {
        this.number = number;
        this.simulation = simulation;
        this.random = simulation.random.split();
        this.identity = Identity.generate(random);
        this.id = PeerId.of(identity.publicKey());
        this.idle = random.nextBoolean() ? Duration.ofSeconds(20) : Duration.ofMinutes(10);
        this.address = Simulation.address("/memory/" + (number * 100_000L + 4001)).withPeer(id);
    }

    /// What it tells others that it is.
    String agentVersion() {
        return "host/" + number;
    }

    void start() throws IOException {
        simulation.event(this + " starts");
        var started = new Node(NodeConfig.of(identity).withListen(List.of(address.withoutPeer()))
                .withAgentVersion(agentVersion()).withIdle(idle), this);
        all.add(started);
        started.handle(new Exchange(simulation));
        started.swarm().events().subscribe("accusations of " + this, this::accusations);
        started.start();
        node = started;
    }

    /// Ends the node. What it holds for a dial that a caller's thread is in, it holds until that fails.
    void stop() {
        Node stopped = node;
        node = null;
        simulation.event(this + " stops");
        long began = simulation.clock.elapsed();
        stopped.close();
        simulation.event(this + " has stopped");
        simulation.checkLimit(this + ": to stop", began, CLOSE);
    }

    /// The node that runs.
    ///
    /// @throws IOException where the host is being restarted
    Node node() throws IOException {
        Node running = node;
        if (running == null) {
            throw new IOException(this + " is down");
        }
        return running;
    }

    /// What all nodes that ran here still hold, in words; empty when it is nothing.
    String held() {
        return all.stream().map(TwoNodes::held).collect(Collectors.joining());
    }

    private void accusations(SwarmEvent event) {
        switch (event) {
            case SwarmEvent.Refused refused -> simulation.failures.addAccusation(this, refused.reason());
            case SwarmEvent.Disconnected ended -> ended.connection().failure()
                    .filter(_ -> !ended.connection().peer().equals(Overrun.ID))
                    .ifPresent(failure -> simulation.failures.addAccusation(this, failure));
            case SwarmEvent.Connected _, SwarmEvent.Listening _, SwarmEvent.PeerChanged _ -> { }
        }
    }

    @Override
    public Clock clock() {
        return simulation.clock;
    }

    @Override
    public ThreadFactory threads() {
        return simulation.scheduler.threads();
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public List<Transport> transports(Scope scope, Budget budget) {
        return List.of(new WatchedTransport(simulation.network.transport(number), simulation));
    }

    @Override
    public List<SecurityProtocol> securities(Identity own, Budget budget) {
        return List.of(simulation.scale.security().of(own, random, budget));
    }

    @Override
    public String toString() {
        return "host " + number;
    }
}
