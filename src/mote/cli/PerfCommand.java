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
            Perf.Progress progress = shell.showsProgress() ? new Shown(up, down, world.clock(), shell)
                    : (_, _) -> { };
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

    /// How far it is and how fast, for who watches.
    private static final class Shown implements Perf.Progress {
        private final long up;
        private final long down;
        private final Clock clock;
        private final Shell shell;

        private long phase;
        private long next;
        private boolean comes;

        Shown(long up, long down, Clock clock, Shell shell) {
            this.up = up;
            this.down = down;
            this.clock = clock;
            this.shell = shell;
            this.phase = clock.nanos();
            this.next = phase;
        }

        @Override
        public void moved(long upSoFar, long downSoFar) {
            long now = clock.nanos();
            if (downSoFar > 0 && !comes) {
                comes = true;
                phase = now;
                next = now;
            }
            if (now - next < 0) return;
            next = now + PROGRESS_EVERY.toNanos();
            Duration time = Duration.ofNanos(now - phase);
            shell.progress(comes ? line("down  ", downSoFar, down, time) : line("up    ", upSoFar, up, time));
        }

        private static String line(String way, long soFar, long all, Duration time) {
            return way + (soFar >> 20) + " of " + (all >> 20) + " MiB, " + Units.mibps(soFar, time) + " MiB/s";
        }
    }
}
