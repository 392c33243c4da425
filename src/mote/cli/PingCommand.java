package mote.cli;

import module java.base;
import mote.cli.Usage.Exits;
import mote.cli.Usage.Option;
import mote.connection.*;
import mote.multiaddr.*;
import mote.negotiate.*;
import mote.node.*;
import mote.protocol.ping.*;
import mote.task.*;

/// `ping`: is the peer there, and how far away is it?
final class PingCommand implements Command {

    @Override
    public Usage usage() {
        return new Usage("ping", "measures the round trip to a peer, through all layers", List.of(Usage.ADDRESS),
                List.of(new Option("-c", "N", "end after N pings", "until stopped"),
                        new Option("-i", "TIME", "the time between two pings", "1s"), Usage.KEY, Usage.TRACE),
                "mote ping /ip4/127.0.0.1/tcp/4001 -c 3",
                new Exits("all pings were answered", "some were lost",
                        "there never was a connection, or the command line is wrong"));
    }

    @Override
    public int run(Arguments arguments, Shell shell) throws UsageException {
        Multiaddr address = arguments.address(arguments.needed(0));
        long count = arguments.has("-c") ? arguments.count("-c") : Long.MAX_VALUE;
        Duration pause = arguments.time("-i");
        World world = new SystemWorld();
        if (arguments.has(Usage.TRACE.flag())) world = Tracing.world(world, Tracing.printer(shell));
        try (Node node = OneShot.open(arguments, shell, world)) {
            return new Series(node, address, world.clock(), shell).run(count, pause);
        } catch (IOException failure) {
            shell.failed(failure);
            return UNUSABLE;
        }
    }

    /// The pings of one call.
    private static final class Series {
        private final Node node;
        private final Multiaddr address;
        private final Clock clock;
        private final Shell shell;
        private final RoundTrips answered = new RoundTrips(Limits.DEFAULT.roundTrips());

        private Connection connection;
        private Ping.Pinger pinger;
        private long sent;

        Series(Node node, Multiaddr address, Clock clock, Shell shell) {
            this.node = node;
            this.address = address;
            this.clock = clock;
            this.shell = shell;
        }

        /// @throws IOException where there never was a connection, or no ping on it
        int run(long count, Duration pause) throws IOException {
            connection = OneShot.dial(node, address);
            if (!shell.json()) {
                shell.result("ping " + connection.peer() + " at " + connection.remoteAddress() + " ("
                        + OneShot.describe(connection) + ")");
            }
            try {
                while (sent < count && !shell.stop().isRequested() && !shell.isDeaf()) {
                    if (sent > 0) clock.sleep(pause);
                    ping();
                }
            } catch (InterruptedException stopped) {
                // The summary is what is left to do.
                assert shell.stop().isRequested();
            }
            summary();
            return answered.count() == sent ? DONE : FAILED;
        }

        /// One ping, on the stream of the one before where that is still good.
        private void ping() throws NoCommonProtocolException {
            try {
                if (!connection.isOpen()) {
                    connection = OneShot.dial(node, address);
                    pinger = null;
                }
                if (pinger == null) pinger = node.ping().open(connection);
                Duration trip = pinger.ping();
                sent++;
                answered.add(trip);
                reply(trip);
            } catch (NoCommonProtocolException failure) {
                throw failure;
            } catch (IOException failure) {
                // A ping that the user has cut short is not a lost one.
                if (!shell.stop().isRequested()) {
                    sent++;
                    pinger = null;
                    shell.failed(failure);
                }
            }
        }

        private void reply(Duration trip) {
            if (shell.json()) {
                shell.result(Json.event("reply").put("seq", sent).put("ms", Units.millis(trip)));
            } else {
                shell.result("reply " + sent + ": " + Units.millis(trip) + " ms");
            }
        }

        private void summary() {
            BigDecimal min = answered.least();
            BigDecimal median = answered.percentile(50);
            BigDecimal p99 = answered.percentile(99);
            if (shell.json()) {
                shell.result(Json.event("summary").put("sent", sent).put("received", answered.count())
                        .put("minMs", min).put("medianMs", median).put("p99Ms", p99));
            } else {
                shell.result(sent + " sent, " + answered.count() + " received" + (min == null ? ""
                        : "; least " + min + ", median " + median + ", 99th percentile " + p99 + " ms"));
            }
        }
    }
}
