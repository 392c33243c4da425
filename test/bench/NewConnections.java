package bench;

import java.io.IOException;
import java.util.List;
import vectors.Json;

/// New connections a second: dialled, identified, closed, and dialled again. A fresh JVM gets faster for as long as its
/// compilers work, so the steady figure is taken when they have become quiet.
///
/// @param dialers connections at a time
/// @param other who Mote is compared with, beside js and python
record NewConnections(int dialers, Program other) implements Bench.Part {

    private static final int FIRST_SECONDS = 10;
    private static final int BLOCK_SECONDS = 5;
    private static final int SECONDS_MAX = 60;
    /// The compilers are quiet when they take, of all processors together, no more than this of a block.
    private static final long QUIET_MILLIS = 250;
    private static final double TARGET = 0.75;

    private record Steady(List<Double> perSecond, double cpuMillis, long compileMillis, int from) { }

    @Override
    public String name() {
        return "connect-" + dialers;
    }

    @Override
    public void run(Plan plan, Table table) throws InterruptedException {
        var first = new Series();
        var sixth = new Series();
        var steady = new Series();
        var cpu = new Series();
        for (Lane lane : plan.lanes()) {
            try (var lanes = new Lanes(name(), List.of(lane), table)) {
                lanes.each(pair -> {
                    List<Double> begin = dial(pair, plan.quick() ? 6 : FIRST_SECONDS);
                    first.add(lane, begin.getFirst());
                    sixth.add(lane, begin.get(5));
                    Steady end = settle(pair, begin.size(), plan.quick() ? 0 : SECONDS_MAX);
                    end.perSecond.forEach(figure -> steady.add(lane, figure));
                    cpu.add(lane, end.cpuMillis);
                    if (lane.client() == Program.MOTE || lane.server() == Program.MOTE) {
                        table.note("%s of %s: steady from second %d to %d, in which its compilers took %d ms".formatted(
                                name(), lane, end.from, end.from + BLOCK_SECONDS, end.compileMillis));
                    }
                });
            }
        }
        String row = name() + ": ";
        table.report(row + "first second, connections/s", first.medians());
        table.report(row + "sixth second, connections/s", sixth.medians());
        table.atLeast(row + "steady, connections/s", steady.medians(), TARGET,
                List.of(other, Program.JS, Program.PYTHON));
        table.report(row + "steady, CPU of both sides, ms each", cpu.medians());
    }

    /// Dials on, block after block, until the compilers are quiet; returns the first block in which they are, or the
    /// last one that there is time for.
    private Steady settle(Pair pair, int secondsSoFar, int secondsMax) throws IOException {
        int seconds = secondsSoFar;
        while (true) {
            long compiled = pair.compileMillis();
            double cpu = pair.cpuSeconds();
            List<Double> perSecond = dial(pair, BLOCK_SECONDS);
            cpu = pair.cpuSeconds() - cpu;
            compiled = pair.compileMillis() - compiled;
            double count = perSecond.stream().mapToDouble(Double::doubleValue).sum();
            if (compiled <= QUIET_MILLIS || seconds + BLOCK_SECONDS >= secondsMax) {
                return new Steady(perSecond, cpu * 1000 / count, compiled, seconds);
            }
            seconds += BLOCK_SECONDS;
        }
    }

    private List<Double> dial(Pair pair, int seconds) throws IOException {
        Json answer = pair.ask("bench-connect", "concurrency", dialers, "seconds", seconds);
        return answer.at("perSecond").list().stream().map(Json::decimal).toList();
    }
}
