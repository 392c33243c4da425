package mote.cli;

import module java.base;
import mote.bytes.*;
import mote.cli.Usage.Exits;
import mote.cli.Usage.Option;
import mote.connection.*;
import mote.multiaddr.*;
import mote.mux.*;
import mote.node.*;
import mote.protocol.perf.*;
import mote.task.*;

/// `perf`: how much a stream carries, each way.
final class PerfCommand implements Command {

    private static final Duration PROGRESS_EVERY = Duration.ofMillis(200);

    @Override
    public Usage usage() {
        return new Usage("perf", "measures how much one stream carries, each way", List.of(Usage.ADDRESS),
                List.of(new Option("--up", "SIZE", "how much to send", "64MiB"),
                        new Option("--down", "SIZE", "how much to receive", "64MiB"), Usage.KEY),
                "mote perf /ip4/127.0.0.1/tcp/4001 --up 512MiB --down 512MiB", Exits.DEFAULT);
    }

    @Override
    public int run(Arguments arguments, Shell shell) throws UsageException, IOException {
        Multiaddr address = arguments.address(arguments.needed(0));
        long up = arguments.bytes("--up");
        long down = arguments.bytes("--down");
        var world = new SystemWorld();
        try (Node node = OneShot.open(arguments, shell, world)) {
            Connection connection = OneShot.dial(node, address);
            Perf.Progress progress = progress(world.clock(), up, down, shell);
            print(measure(node.perf(), connection, up, down, progress), up, down, shell);
        }
        return DONE;
    }

    private static Perf.Result measure(Perf perf, Connection connection, long up, long down, Perf.Progress progress)
            throws IOException {
        try {
            return perf.measure(connection, up, down, progress);
        } catch (StreamResetException refused) {
            if (refused.blame() != P2pException.Blame.PEER || Perf.isOnThisHost(connection)) throw refused;
            throw new P2pException(refused.blame(), refused.getMessage() + "; a node serves perf to its own host only,"
                    + " unless it was started with: mote run --perf", refused);
        }
    }

    private static Perf.Progress progress(Clock clock, long up, long down, Shell shell) {
        if (shell.json() || !shell.isTerminal()) return (_, _) -> { };
        long[] next = {clock.nanos()};
        return (upSoFar, downSoFar) -> {
            if (clock.nanos() - next[0] >= 0) {
                next[0] = clock.nanos() + PROGRESS_EVERY.toNanos();
                shell.progress("up " + (upSoFar >> 20) + " of " + (up >> 20) + " MiB, down " + (downSoFar >> 20)
                        + " of " + (down >> 20) + " MiB");
            }
        };
    }

    private static void print(Perf.Result result, long up, long down, Shell shell) {
        BigDecimal upRate = Units.mibps(up, result.up());
        BigDecimal downRate = Units.mibps(down, result.down());
        BigDecimal upTime = Units.seconds(result.up());
        BigDecimal downTime = Units.seconds(result.down());
        if (shell.json()) {
            shell.result(new Json().put("upMiBps", upRate).put("downMiBps", downRate)
                    .put("upSeconds", upTime).put("downSeconds", downTime));
        } else {
            shell.result("up    " + upRate + " MiB/s (" + up + " bytes in " + upTime + " s)");
            shell.result("down  " + downRate + " MiB/s (" + down + " bytes in " + downTime + " s)");
        }
    }
}
