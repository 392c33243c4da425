package bench;

import java.io.IOException;
import java.util.List;
import vectors.Json;

/// Round trips of 32 bytes on a machine that does nothing else, beside those of a bare socket of the JDK.
record PingAlone() implements Bench.Part {

    private static final double TARGET = 1.5;
    private static final double TARGET_OF_ECHO = 1.3;
    private static final int BATCHES = 4; // go ends a stream of pings after 30 s.

    @Override
    public String name() {
        return "ping";
    }

    @Override
    public void run(Plan plan, Table table) throws IOException, InterruptedException {
        var p50 = new Series();
        var p99 = new Series();
        try (var lanes = new Lanes(name(), plan.lanes(), table); var echo = new Echo()) {
            lanes.each(pair -> {
                for (int batch = 0; batch < BATCHES; batch++) {
                    pings(pair, pair.lane().pings() / plan.divisor() / BATCHES);
                }
            });
            echo.p50Micros(Program.MOTE.pings / plan.divisor());
            for (int run = 0; run < plan.runs(); run++) {
                lanes.each(pair -> {
                    Json answer = pings(pair, Math.max(200, pair.lane().pings() / plan.divisor() / 10));
                    p50.add(pair.lane(), answer.at("p50Micros").decimal());
                    p99.add(pair.lane(), answer.at("p99Micros").decimal());
                });
                p50.add(Bench.ECHO, echo.p50Micros(Program.MOTE.pings / plan.divisor() / 10));
            }
        }
        table.atMost("ping: p50, us", p50.medians(), TARGET, List.of(Program.GO, Program.JS, Program.PYTHON),
                TARGET_OF_ECHO * p50.medians().get(Bench.ECHO));
        table.report("ping: p99, us", p99.medians());
    }

    private static Json pings(Pair pair, int count) throws IOException {
        return pair.ask("bench-ping", "count", count);
    }
}
