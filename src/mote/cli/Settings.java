package mote.cli;

import module java.base;
import mote.bytes.*;
import mote.cli.Usage.Option;
import mote.multiaddr.*;
import mote.node.*;

/// The settings of a node. Each is a flag of `run` and a key of the [ConfigFile]: this is the one table of both.
final class Settings {

    /// The port to listen on where no address is given.
    static final int PORT = 4001;

    /// All interfaces, by family: where to listen where no address is given. The port follows.
    static final List<String> ANYWHERE = List.of("/ip4/0.0.0.0/tcp/", "/ip6/::/tcp/");

    static final Option STATE = new Option("--state", "DIR", "the folder that keeps its state",
            "$STATE_DIRECTORY, $XDG_STATE_HOME/mote or ~/.local/state/mote");

    /// All of them, in the order in which help and `config show` list them.
    static final List<Option> ALL = List.of(
            new Option("--listen", "ADDR", "where to listen; may be given more than once",
                    "port " + PORT + " of all interfaces, or another if that is in use"),
            new Option("--key", "FILE", "the private key to use",
                    "key.pem in the state folder, made at the first start"),
            STATE,
            new Option("--connections", "N", "connections at a time", "256"),
            new Option("--connections-per-peer", "N", "connections with one peer", "8"),
            new Option("--connections-per-ip4", "N", "connections from one IPv4 address", "8"),
            new Option("--connections-per-ip6-56", "N", "connections from one IPv6 /56, which one customer has", "8"),
            new Option("--connections-per-ip6-48", "N", "connections from one IPv6 /48, which one site has", "64"),
            new Option("--idle", "TIME", "close a connection that had no stream for so long", "10m", "1ms", "8760h"),
            new Option("--streams", "N", "streams at a time that peers may open", "8192"),
            new Option("--memory", "SIZE", "memory held for peers; at most half of the heap", "16MiB", "1MiB",
                    (Runtime.getRuntime().maxMemory() >> 21) + "MiB"),
            new Option("--descriptors", "N", "open sockets at a time", "twice the connections, and at least 512",
                    "16", ""),
            new Option("--perf", "", "let peers on other hosts measure with perf too", "false"));

    static final Option CONFIG = new Option("--config", "FILE",
            "the configuration file, in which all of the above can stand as well", "mote.conf in $XDG_CONFIG_HOME/mote"
                    + " or ~/.config/mote, else /etc/mote.conf, else none");

    private Settings() { }

    /// What `run` and `config show` take.
    static List<Option> withConfig() {
        var options = new ArrayList<>(ALL);
        options.add(CONFIG);
        return options;
    }

    /// Where to listen; empty where it is not said.
    static List<Multiaddr> listen(Arguments arguments) throws UsageException {
        var addresses = new ArrayList<Multiaddr>();
        for (Arguments.Given given : arguments.given("--listen")) {
            addresses.add(arguments.address(given.text()));
        }
        return addresses;
    }

    /// Whether the node keeps nothing: with a key of its own and no folder named.
    static boolean isStateless(Arguments arguments) { return arguments.has("--key") && !arguments.has("--state"); }

    /// The file of the private key, which need not be there yet.
    static Path keyFile(Arguments arguments, Shell shell) throws P2pException {
        Optional<String> key = arguments.text("--key");
        return key.isPresent() ? Path.of(key.get()) : StateFolder.keyFile(state(arguments, shell));
    }

    static Path state(Arguments arguments, Shell shell) throws P2pException {
        return StateFolder.find(arguments.text("--state"), shell.environment());
    }

    /// The values of a setting that was not given; none where the node does without.
    static List<String> standard(Option option, Arguments arguments, Shell shell) throws UsageException, P2pException {
        return switch (option.key()) {
            case "listen" -> List.of(ANYWHERE.getFirst() + PORT, ANYWHERE.getLast() + PORT);
            case "key" -> List.of(keyFile(arguments, shell).toString());
            case "state" -> isStateless(arguments) ? List.of() : List.of(state(arguments, shell).toString());
            case "descriptors" -> List.of(Long.toString(budget(arguments, mote.budget.Limits.NODE).descriptors()));
            default -> List.of(option.standard());
        };
    }

    /// `config` with everything that is set but where to listen.
    static NodeConfig apply(Arguments arguments, NodeConfig config) throws UsageException {
        var swarm = config.swarm().withConnectionsPer(arguments.count("--connections-per-peer"),
                arguments.count("--connections-per-ip4"), arguments.count("--connections-per-ip6-56"),
                arguments.count("--connections-per-ip6-48"));
        return config.withBudget(budget(arguments, config.budget())).withSwarm(swarm)
                .withIdle(arguments.time("--idle")).withPerfForAll(arguments.isOn("--perf"));
    }

    private static mote.budget.Limits budget(Arguments arguments, mote.budget.Limits standard) throws UsageException {
        var limits = standard.withConnections(arguments.count("--connections"));
        long descriptors = arguments.has("--descriptors") ? arguments.count("--descriptors") : limits.descriptors();
        return new mote.budget.Limits(arguments.bytes("--memory"), limits.connections(), arguments.count("--streams"),
                limits.streamsOut(), descriptors, limits.dials());
    }
}
