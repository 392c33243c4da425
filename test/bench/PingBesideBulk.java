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
    private static final int PINGS = 500;
    private static final int WARM_UP_SECONDS = 10;

    @Override
    public String name() {
        return "ping-bulk";
    }

    @Override
    public void run(Plan plan, Table table) throws InterruptedException {
        var p50 = new Series();
        var p99 = new Series();
        int others = 2 * Runtime.getRuntime().availableProcessors();
        for (Lane lane : plan.lanes()) {
            try (var lanes = new Lanes(name(), List.of(lane), table)) {
                lanes.each(pair -> beside(others, pair, plan, p50, p99));
            }
        }
        String row = "ping-bulk: beside " + others + " bulk connections, ";
        table.report(row + "p50, us", p50.medians());
        table.atMost(row + "p99, us", p99.medians(), TARGET, List.of(Program.GO), 0);
    }

    private static void beside(int others, Pair pair, Plan plan, Series p50, Series p99)
            throws IOException, InterruptedException {
        var busy = new ArrayList<Peer>();
        try {
            for (int i = 0; i < others; i++) {
                var peer = new Peer(pair.lane().client().command(), "--no-listen");
                busy.add(peer);
                peer.send("bench-perf", "address", pair.server().address(), "up", ENDLESS, "runs", 1);
            }
            Thread.sleep(WARM_UP_SECONDS * 1000 / plan.divisor());
            int count = Math.clamp(pair.lane().pings() / 10, 50, PINGS) / plan.divisor();
            for (int run = 0; run < plan.runs(); run++) {
                Json answer = pair.ask("bench-ping", "count", count, "warmups", 1);
                p50.add(pair.lane(), answer.at("p50Micros").decimal());
                p99.add(pair.lane(), answer.at("p99Micros").decimal());
            }
        } finally {
            busy.forEach(Peer::kill);
        }
    }
}
