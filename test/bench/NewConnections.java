package bench;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import vectors.Json;

/// New connections a second: dialled, identified, closed, and dialled again. A fresh JVM gets faster for as long as its
/// compilers work, so the steady figure is taken when they have become quiet.
///
/// @param dialers connections at a time
/// @param other who Mote is compared with, beside js and python
record NewConnections(int dialers, Program other) implements Bench.Part {

    private static final int FIRST_SECONDS = 10;
    private static final int BLOCK_SECONDS = 5;
    private static final int SECONDS_MAX = 45;
    /// The compilers are quiet when they take no more than this part of the processor time of a block.
    private static final double QUIET = 0.05;
    private static final double TARGET = 0.75;

    /// @param from the second in which the block began
    /// @param cpu processor time of a connection, in seconds
    /// @param compilerCpu what compilers have of it
    private record Block(int from, List<Double> perSecond, double cpu, double compilerCpu) {

        boolean isQuiet() {
            return compilerCpu <= QUIET * cpu;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s from second %d to %d, when compilers took %.0f %% of the processor "
                    + "time", isQuiet() ? "steady" : "NOT STEADY", from, from + perSecond.size(),
                    100 * compilerCpu / cpu);
        }
    }

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
        var compilers = new Series();
        for (Lane lane : plan.lanes()) {
            try (var lanes = new Lanes(name(), List.of(lane), table)) {
                lanes.each(pair -> {
                    List<Double> begin = dial(pair, plan.quick() ? 6 : FIRST_SECONDS);
                    first.add(lane, begin.getFirst());
                    sixth.add(lane, begin.get(5));
                    Block end = plan.quick() ? block(pair, begin.size(), 2) : settle(pair, begin.size());
                    end.perSecond.forEach(figure -> steady.add(lane, figure));
                    cpu.add(lane, end.cpu * 1000);
                    compilers.add(lane, end.compilerCpu * 1000);
                    if (end.compilerCpu > 0) {
                        table.note(name() + " of " + lane + ": " + end);
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
        table.report(row + "steady, compilers' part of it, ms each", compilers.medians());
    }

    /// Dials on, block after block, until the compilers are quiet; returns the first block in which they are, or the
    /// last one that there is time for.
    private Block settle(Pair pair, int secondsSoFar) throws IOException {
        Block block = block(pair, secondsSoFar, BLOCK_SECONDS);
        while (!block.isQuiet() && block.from + 2 * BLOCK_SECONDS <= SECONDS_MAX) {
            block = block(pair, block.from + BLOCK_SECONDS, BLOCK_SECONDS);
        }
        return block;
    }

    private Block block(Pair pair, int from, int seconds) throws IOException {
        double cpu = pair.cpuSeconds();
        double compilers = pair.compilerCpuSeconds();
        List<Double> perSecond = dial(pair, seconds);
        double count = perSecond.stream().mapToDouble(Double::doubleValue).sum();
        return new Block(from, perSecond, (pair.cpuSeconds() - cpu) / count,
                (pair.compilerCpuSeconds() - compilers) / count);
    }

    private List<Double> dial(Pair pair, int seconds) throws IOException {
        Json answer = pair.ask("bench-connect", "concurrency", dialers, "seconds", seconds);
        return answer.at("perSecond").list().stream().map(Json::decimal).toList();
    }
}
