package mote.cli;

import module java.base;
import mote.bytes.*;
import mote.cli.Usage.Exits;
import mote.crypto.*;
import mote.multiaddr.*;
import mote.node.*;
import mote.swarm.*;

/// `run`: a node, until it is stopped.
final class RunCommand implements Command {

    @Override
    public Usage usage() {
        // Not a setting: a file in which it was forgotten would make a node print what its connections carry for ever.
        List<Usage.Option> options = Settings.withConfig();
        options.add(Usage.TRACE);
        return new Usage("run", "runs a node until it is stopped", List.of(), options,
                "mote run --listen /ip4/0.0.0.0/tcp/4001 --connections 64",
                new Exits("it was stopped", "it failed, and said why",
                        "the command line or the configuration file is wrong"));
    }

    @Override
    public int run(Arguments arguments, Shell shell) throws UsageException, IOException {
        Path file = ConfigFile.addTo(arguments, shell);
        if (file != null) shell.note("settings from " + file);
        List<Multiaddr> listen = Settings.listen(arguments);
        var begun = new CountDownLatch(1);
        World world = new SystemWorld();
        if (arguments.has(Usage.TRACE.flag())) world = Tracing.world(world, Tracing.printerAfter(begun, shell));
        try (StateFolder state = Settings.isStateless(arguments) ? null
                : StateFolder.open(Settings.state(arguments, shell))) {
            Identity identity = arguments.has("--key") ? Keys.given(arguments) : key(state, shell);
            NodeConfig config = Settings.apply(arguments, NodeConfig.of(identity));
            try (Node node = new Node(config, world)) {
                shell.stop().closes(node::close);
                run(node, listen, begun, shell);
            }
        } catch (IOException failure) {
            // A node that is stopped before it has begun is stopped like any other.
            if (!shell.stop().isRequested()) throw failure;
        }
        return DONE;
    }

    private static void run(Node node, List<Multiaddr> listen, CountDownLatch begun, Shell shell) throws IOException {
        var events = new EventPrinter(node, begun, shell);
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
        int port = Settings.PORT;
        boolean listens = false;
        IOException failure = null;
        for (String family : Settings.ANYWHERE) {
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
