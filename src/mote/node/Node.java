package mote.node;

import module java.base;
import mote.budget.*;
import mote.connection.*;
import mote.multiaddr.*;
import mote.mux.yamux.*;
import mote.negotiate.*;
import mote.peer.*;
import mote.protocol.identify.*;
import mote.protocol.perf.*;
import mote.protocol.ping.*;
import mote.secure.*;
import mote.swarm.*;
import mote.task.*;

/// A libp2p node: what an embedding application holds. It listens, dials, answers ping, identify and perf, and whatever
/// protocol is added to it.
///
/// ```java
/// try (Node node = new Node(NodeConfig.of(identity).withListen(List.of(Multiaddr.parse("/ip4/0.0.0.0/tcp/4001"))))) {
///     node.start();
///     Connection connection = node.dial(Multiaddr.parse("/ip4/192.0.2.7/tcp/4001/p2p/12D3KooW.."));
///     ...
/// }
/// ```
///
/// It is the composition root: the one place that names the implementations of every layer. All methods may be called
/// from any thread.
public final class Node implements AutoCloseable {

    private final NodeConfig config;
    private final Scope scope;
    private final Budget budget;
    private final List<SecurityProtocol> securities;
    private final Handlers handlers = new Handlers();
    private final Swarm swarm;
    private final Identify identify;
    private final Ping ping;
    private final Perf perf;

    public Node(NodeConfig config) { this(config, new SystemWorld()); }

    public Node(NodeConfig config, World world) {
        this.config = config;
        this.scope = new Scope("node", world.threads(), world.clock());
        this.budget = new Budget("the node", config.budget());
        this.securities = world.securities(config.identity(), budget);
        var upgrader = new Upgrader(securities, List.of(new Yamux()), spokenByAll(),
                mote.connection.Limits.DEFAULT.withIdle(config.idle()));
        this.swarm = new Swarm(PeerId.of(config.identity().publicKey()), world.transports(scope, budget), upgrader,
                handlers, budget, scope, config.swarm());
        var self = new Self(config.identity(), swarm, handlers, config.agentVersion(), world.clock(),
                mote.protocol.identify.Limits.DEFAULT);
        this.identify = new Identify(swarm, self, mote.protocol.identify.Limits.DEFAULT);
        this.ping = new Ping(world.clock(), world.random(), mote.protocol.ping.Limits.DEFAULT);
        this.perf = new Perf(world.clock(), config.perfForAll());
        List.of(identify, identify.pushes(), ping, perf).forEach(handlers::add);
    }

    /// Begins to listen. Called once.
    ///
    /// @throws IOException when it cannot listen on one of the addresses; the node is of no use then, and is closed
    public void start() throws IOException {
        swarm.events().subscribe("identify push", event -> {
            if (event instanceof SwarmEvent.Listening) identify.push();
        });
        try {
            for (Multiaddr address : config.listen()) {
                swarm.listen(address);
            }
        } catch (IOException failed) {
            close();
            throw failed;
        }
    }

    /// Does beforehand what the first connection would have to wait for: a node that has to be there fast listens
    /// first. Blocks, in a new process for tens of milliseconds.
    public void warmUp() { securities.forEach(SecurityProtocol::warmUp); }

    public PeerId id() { return swarm.self(); }

    /// Where to dial this node, as far as it knows, with its peer id at the end.
    public List<Multiaddr> addresses() {
        return swarm.addresses().stream().map(address -> address.withPeer(id())).toList();
    }

    /// Answers the protocols of `handler` from now on, and tells peers so.
    public void handle(ProtocolHandler handler) {
        handlers.add(handler);
        identify.push();
    }

    /// Stops answering the protocols of `handler`, and tells peers so. Streams that it serves go on.
    public void remove(ProtocolHandler handler) {
        handlers.remove(handler);
        identify.push();
    }

    /// A connection to whoever is at `address`; see [Swarm#dial]. Blocks.
    public Connection dial(Multiaddr address) throws IOException { return swarm.dial(address); }

    /// A connection to `peer`; see [Swarm#connect(PeerId)]. Blocks.
    public Connection connect(PeerId peer) throws IOException { return swarm.connect(peer); }

    public Swarm swarm() { return swarm; }

    public Identify identify() { return identify; }

    public Ping ping() { return ping; }

    public Perf perf() { return perf; }

    /// What the node uses now, of what it may use.
    public Budget budget() { return budget; }

    /// Ends all connections in order, and everything else; waits for it, at most about 2 seconds. Idempotent. A dial
    /// that a caller's thread is in goes on until it fails, within its own limits, and holds its place that long.
    @Override
    public void close() {
        swarm.close();
        scope.close();
    }

    /// Every libp2p node answers these, so nothing is lost by not asking first.
    private static Set<ProtocolId> spokenByAll() { return new LinkedHashSet<>(List.of(Ping.ID, Identify.ID)); }
}
