package bench;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import vectors.Json;

/// How fast bytes move in one direction: cold, warm, and what that takes of the processors; of Mote, how much garbage
/// it makes.
///
/// @param part its name
/// @param way `up` or `down`, seen from the client
/// @param streams streams that are open at once and share the bytes
/// @param writeBytes bytes of one write of the sender; 0: as each implementation likes it
/// @param divisor what the bytes of a run are divided by
/// @param target Mote's rate divided by the best of the others is at least this; 0: no target
record Throughput(String part, String way, int streams, int writeBytes, int divisor, double target)
        implements Bench.Part {

    private static final List<Program> OTHERS = List.of(Program.GO, Program.RUST, Program.JS, Program.PYTHON);
    private static final double MEBIBYTE = 1 << 20;
    private static final double GIBIBYTE = 1 << 30;
    private static final double GARBAGE_KIB_MAX = 64;

    @Override
    public String name() {
        return part;
    }

    @Override
    public void run(Plan plan, Table table) throws InterruptedException {
        var cold = new Series();
        var warm = new Series();
        var cpu = new Series();
        var sender = new Series();
        var receiver = new Series();
        String[] flags = way.equals("down") && writeBytes > 0
                ? new String[] {"--write-bytes", Integer.toString(writeBytes)} : new String[0];
        try (var lanes = new Lanes(part, plan.lanes(), table, flags)) {
            lanes.each(pair -> cold.add(pair.lane(), move(pair, warmUpBytes(pair.lane(), plan))));
            for (int run = 0; run < plan.runs(); run++) {
                lanes.each(pair -> {
                    long bytes = runBytes(pair.lane(), plan);
                    boolean isMote = pair.lane().isOf(Program.MOTE);
                    long[] garbage = isMote ? allocated(pair) : new long[2];
                    double seconds = pair.cpuSeconds();
                    warm.add(pair.lane(), move(pair, bytes));
                    cpu.add(pair.lane(), (pair.cpuSeconds() - seconds) * GIBIBYTE / bytes);
                    if (isMote) {
                        long[] after = allocated(pair);
                        int sending = way.equals("up") ? 0 : 1;
                        sender.add(pair.lane(), (after[sending] - garbage[sending]) * 1024.0 / bytes);
                        receiver.add(pair.lane(), (after[1 - sending] - garbage[1 - sending]) * 1024.0 / bytes);
                    }
                });
            }
        }
        String row = part + ": ";
        if (target > 0) {
            table.atLeast(row + what() + ", MiB/s", warm.medians(), target, OTHERS);
        } else {
            table.report(row + what() + ", MiB/s", warm.medians());
        }
        table.report(row + "CPU of both sides, s per GiB", cpu.medians());
        if (streams == 1 && writeBytes == 0) {
            table.report(row + "cold, the first " + sizes(plan) + ", MiB/s", cold.medians());
            table.atMost(row + "garbage of the sender, KiB per MiB", sender.medians(), GARBAGE_KIB_MAX);
            table.atMost(row + "garbage of the receiver, KiB per MiB", receiver.medians(), GARBAGE_KIB_MAX);
        }
    }

    private String what() {
        return (streams == 1 ? "one stream " : streams + " streams ") + way
                + (writeBytes == 0 ? "" : ", writes of " + (writeBytes >> 10) + " KiB");
    }

    private String sizes(Plan plan) {
        return String.format(Locale.ROOT, "%.0f MiB",
                warmUpBytes(new Lane(Program.MOTE, Program.MOTE), plan) / MEBIBYTE);
    }

    private long runBytes(Lane lane, Plan plan) {
        return lane.runBytes() / plan.divisor() / divisor;
    }

    /// As many bytes as a run with full writes, but no more than eight runs.
    private long warmUpBytes(Lane lane, Plan plan) {
        return Math.min(lane.runBytes() / plan.divisor(), 8 * runBytes(lane, plan));
    }

    /// Returns the rate.
    private double move(Pair pair, long bytes) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>(Map.of(way, bytes, "streams", streams, "runs", 1));
        if (writeBytes > 0) {
            fields.put("writeBytes", writeBytes);
        }
        Object[] flat = fields.entrySet().stream().flatMap(field -> List.of(field.getKey(), field.getValue()).stream())
                .toArray();
        Json answer = pair.ask("bench-perf", flat);
        return answer.at(way + "MiBps").list().getFirst().decimal();
    }

    /// Bytes that the client and the server have allocated so far.
    private static long[] allocated(Pair pair) throws IOException {
        return new long[] {pair.client().ask("jvm").at("allocatedBytes").number(),
                pair.server().ask("jvm").at("allocatedBytes").number()};
    }
}
