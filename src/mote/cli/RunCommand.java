package mote.cli;

import module java.base;
import mote.bytes.*;
import mote.cli.Usage.Exits;
import mote.cli.Usage.Option;
import mote.crypto.*;
import mote.multiaddr.*;
import mote.node.*;
import mote.swarm.*;

/// `run`: a node, until it is stopped.
final class RunCommand implements Command {

    static final Option STATE = new Option("--state", "DIR", "the folder that keeps its state",
            "$STATE_DIRECTORY, $XDG_STATE_HOME/mote or ~/.local/state/mote");

    private static final int PORT = 4001;

    @Override
    public Usage usage() {
        return new Usage("run", "runs a node until it is stopped", List.of(),
                List.of(new Option("--listen", "ADDR", "where to listen; may be given more than once",
                                "port " + PORT + " of all interfaces, or another if that is in use"),
                        new Option("--key", "FILE", "the private key to use",
                                "key.pem in the state folder, made at the first start"),
                        STATE,
                        new Option("--connections", "N", "connections at a time", "256"),
                        new Option("--idle", "TIME", "close a connection that had no stream for so long", "10m"),
                        new Option("--perf", "let peers on other hosts measure with perf too")),
                "mote run --listen /ip4/0.0.0.0/tcp/4001", new Exits("it was stopped", "it failed, and said why",
                        "the command line is wrong"));
    }

    @Override
    public int run(Arguments arguments, Shell shell) throws UsageException, IOException {
        List<Multiaddr> listen = addresses(arguments);
        int connections = arguments.count("--connections");
        Duration idle = arguments.time("--idle");
        arguments.check(idle.isPositive(), "--idle: more than 0");
        // With a key of its own and no folder named, a node keeps nothing.
        boolean stateless = arguments.has("--key") && !arguments.has("--state");
        try (StateFolder state = stateless ? null
                : StateFolder.open(StateFolder.find(arguments.text("--state"), shell.environment()))) {
            Identity identity = arguments.has("--key") ? Keys.given(arguments) : key(state, shell);
            NodeConfig config = NodeConfig.of(identity).withConnectionsMax(connections).withIdle(idle)
                    .withPerfForAll(arguments.has("--perf"));
            try (Node node = new Node(config, new SystemWorld())) {
                shell.stop().closes(node::close);
                run(node, listen, shell);
            }
        } catch (IOException failure) {
            // A node that is stopped before it has begun is stopped like any other.
            if (!shell.stop().isRequested()) throw failure;
        }
        return DONE;
    }

    private static void run(Node node, List<Multiaddr> listen, Shell shell) throws IOException {
        var events = new EventPrinter(node, shell);
        node.swarm().events().subscribe("printing", events);
        node.start();
        if (listen.isEmpty()) listenAnywhere(node.swarm(), shell);
        for (Multiaddr address : listen) {
            if (address.peer().filter(peer -> !peer.equals(node.id())).isPresent()) {
                throw P2pException.local("cannot listen on " + address + ": this node is " + node.id());
            }
            node.swarm().listen(address);
        }
        events.begin();
        node.warmUp();
        shell.stop().await();
    }

    /// Listens on the usual port of both families, or where others have it on another. A host may have one family only.
    private static void listenAnywhere(Swarm swarm, Shell shell) throws IOException {
        int port = PORT;
        boolean listens = false;
        IOException failure = null;
        for (String family : List.of("/ip4/0.0.0.0/tcp/", "/ip6/::/tcp/")) {
            try {
                swarm.listen(Multiaddr.parse(family + port));
                listens = true;
            } catch (IOException taken) {
                try {
                    swarm.listen(Multiaddr.parse(family + 0));
                    listens = true;
                    shell.note("port " + port + " is in use, so the node listens on another");
                    port = portOf(swarm);
                } catch (IOException noSuchFamily) {
                    failure = taken;
                }
            }
        }
        if (!listens) throw failure;
    }

    private static int portOf(Swarm swarm) {
        for (Multiaddr address : swarm.addresses()) {
            for (Component component : address.components()) {
                if (component.protocol() == Protocol.TCP) return component.port();
            }
        }
        return 0;
    }

    private static List<Multiaddr> addresses(Arguments arguments) throws UsageException {
        var addresses = new ArrayList<Multiaddr>();
        for (String text : arguments.all("--listen")) {
            addresses.add(arguments.address(text));
        }
        return addresses;
    }

    /// The key in the state folder, made where there is none.
    private static Identity key(StateFolder state, Shell shell) throws P2pException {
        Path file = state.keyFile();
        if (Files.notExists(file)) {
            KeyFile.create(file, Keys.fresh());
            shell.note("made a new key: " + file);
        }
        return KeyFile.load(file);
    }
}
