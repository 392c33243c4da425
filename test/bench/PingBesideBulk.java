package bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import vectors.Json;

/// Round trips on one connection while twice as many others as there are processors, each of a process of its own, move
/// bulk to the server that is pinged.
record PingBesideBulk() implements Bench.Part {

    private static final double TARGET = 5;
    private static final long ENDLESS = 1L << 40;
    private static final int WARM_UP_SECONDS = 3;
    private static final int JIT_WARM_UP_SECONDS = 10;
    private static final int PILOT_PINGS = 100;
    /// A run lasts about so long, since what disturbs pings comes in bursts.
    private static final double RUN_SECONDS = 1.5;
    private static final int PINGS_MIN = 100;
    private static final int PINGS_MAX = 20_000;

    @Override
    public String name() {
        return "ping-bulk";
    }

    @Override
    public void run(Plan plan, Table table) throws InterruptedException {
        var p50 = new Series();
        var p99 = new Series();
        var busy = new Series();
        int others = 2 * Runtime.getRuntime().availableProcessors();
        for (Lane lane : plan.lanes()) {
            try (var lanes = new Lanes(name(), List.of(lane), table)) {
                lanes.each(pair -> beside(others, pair, plan, p50, p99, busy));
            }
        }
        String row = "ping-bulk: beside " + others + " bulk connections, ";
        table.report(row + "p50, us", p50.medians());
        table.atMost(row + "p99, us", p99.medians(), TARGET, List.of(Program.GO), 0);
        table.report(row + "processors used", busy.medians());
    }

    private static void beside(int others, Pair pair, Plan plan, Series p50, Series p99, Series busy)
            throws IOException, InterruptedException {
        var bulk = new ArrayList<Peer>();
        try {
            for (int i = 0; i < others; i++) {
                var peer = new Peer(pair.lane().client().command(), "--no-listen");
                bulk.add(peer);
                peer.send("bench-perf", "address", pair.server().address(), "up", ENDLESS, "runs", 1);
            }
            int warmUp = pair.lane().isCompiledWhileRunning() ? JIT_WARM_UP_SECONDS : WARM_UP_SECONDS;
            Thread.sleep(warmUp * 1000 / plan.divisor());
            int count = pingsOf(RUN_SECONDS / plan.divisor(), pair);
            long start = System.nanoTime();
            double cpu = cpuSeconds(bulk, pair);
            for (int run = 0; run < plan.runs(); run++) {
                Json answer = pings(pair, count);
                p50.add(pair.lane(), answer.at("p50Micros").decimal());
                p99.add(pair.lane(), answer.at("p99Micros").decimal());
            }
            busy.add(pair.lane(), (cpuSeconds(bulk, pair) - cpu) / ((System.nanoTime() - start) / 1e9));
        } finally {
            bulk.forEach(Peer::kill);
        }
    }

    /// About as many pings as take so long.
    private static int pingsOf(double seconds, Pair pair) throws IOException {
        long start = System.nanoTime();
        pings(pair, PILOT_PINGS);
        double each = (System.nanoTime() - start) / 1e9 / PILOT_PINGS;
        return (int) Math.clamp(seconds / each, PINGS_MIN, PINGS_MAX);
    }

    private static Json pings(Pair pair, int count) throws IOException {
        return pair.ask("bench-ping", "count", count, "warmups", 1);
    }

    private static double cpuSeconds(List<Peer> bulk, Pair pair) throws IOException {
        double seconds = pair.cpuSeconds();
        for (Peer peer : bulk) {
            seconds += peer.cpuSeconds();
        }
        return seconds;
    }
}
