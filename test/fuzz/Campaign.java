package fuzz;

import com.sun.management.ThreadMXBean;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Runs decoders on many inputs, on all cores, and prints a line about each.
///
/// ```
///   decoder                        inputs  decoded  inputs/s  slowest  most memory
/// ```
///
/// `inputs/s` is per second of one core, for decoding, encoding and making the input; `slowest` is by the clock, so it
/// has in it what else the machine did.
final class Campaign {

    static final String HEADER = "%-48s %9s %8s %9s %11s %11s".formatted("decoder", "inputs", "decoded", "inputs/s",
            "slowest", "most memory");

    /// An input that takes so long is taken for one that never ends.
    private static final int SECONDS_MAX = 60;
    private static final long CHUNK = 10_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /// Inputs from one number to before another, or what comes before number 0: the seeds and their beginnings.
    private record Task(Decoder<?> decoder, long from, long to) { }

    /// What is known of a decoder.
    private static final class Total {
        private final Fuzzer<?> prepared;
        private int tasks;
        private long inputs;
        private long values;
        private long cpuNanos;
        private long slowestNanos;
        private long allocatedMax;
        private boolean failed;

        Total(Fuzzer<?> prepared) {
            this.prepared = prepared;
        }
    }

    private final PrintStream out;
    private final long seed;
    // Guarded by this.
    private final Deque<Task> tasks = new ArrayDeque<>();
    private final Map<String, Total> totals = new LinkedHashMap<>();
    private final List<String> breaches = new ArrayList<>();

    private Campaign(PrintStream out, List<Decoder<?>> decoders, long inputs, long seed) {
        this.out = out;
        this.seed = seed;
        for (Decoder<?> decoder : decoders) {
            var total = new Total(new Fuzzer<>(decoder, seed));
            totals.put(decoder.name(), total);
            tasks.add(new Task(decoder, -1, 0));
            for (long from = 0; from < inputs; from += CHUNK) {
                tasks.add(new Task(decoder, from, Math.min(inputs, from + CHUNK)));
            }
            total.tasks = 1 + (int) Math.ceilDiv(inputs, CHUNK);
        }
    }

    /// Blocks until all is done. Returns a text about each breach, its input minimized.
    static List<String> run(PrintStream out, List<Decoder<?>> decoders, long inputs, long seed)
            throws InterruptedException {
        var campaign = new Campaign(out, decoders, inputs, seed);
        out.println(HEADER);
        var workers = new ArrayList<Worker>();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            workers.add(campaign.new Worker());
        }
        workers.forEach(Thread::start);
        for (Worker worker : workers) {
            while (worker.isAlive() && worker.seconds < SECONDS_MAX) {
                worker.join(1_000);
                workers.forEach(Worker::watch);
            }
        }
        synchronized (campaign) {
            return List.copyOf(campaign.breaches);
        }
    }

    /// What to say about a breach, and how to see it again.
    static String report(Decoder<?> decoder, Breach breach) {
        String hex = breach.input().hex();
        return breach.getMessage() + "\n  replay: ./build.sh fuzz " + decoder + " --hex "
                + (hex.isEmpty() ? "''" : hex);
    }

    private synchronized Task next() {
        return tasks.poll();
    }

    private synchronized Fuzzer<?> fuzzer(Task task) {
        return totals.get(task.decoder.name()).prepared.fresh();
    }

    private synchronized void done(Task task, Fuzzer<?> fuzzer, long cpuNanos) {
        Total total = totals.get(task.decoder.name());
        total.inputs += fuzzer.inputs();
        total.values += fuzzer.values();
        total.cpuNanos += cpuNanos;
        total.slowestNanos = Math.max(total.slowestNanos, fuzzer.slowestNanos());
        total.allocatedMax = Math.max(total.allocatedMax, fuzzer.allocatedMax());
        if (--total.tasks == 0) {
            out.printf("%-48s %9d %6.1f %% %9d %8d µs %9.1f KiB%n", task.decoder, total.inputs,
                    100.0 * total.values / Math.max(1, total.inputs),
                    total.inputs * 1_000_000_000L / Math.max(1, total.cpuNanos), total.slowestNanos / 1_000,
                    total.allocatedMax / 1_024.0);
        }
    }

    /// One breach is enough of a decoder.
    private synchronized void failed(Decoder<?> decoder, String text) {
        tasks.removeIf(task -> task.decoder.name().equals(decoder.name()));
        Total total = totals.get(decoder.name());
        if (!total.failed) {
            total.failed = true;
            breaches.add(text);
            out.println("BREACH " + text);
        }
    }

    private final class Worker extends Thread {

        // Set by this thread, read by the one that watches.
        private volatile Fuzzer<?> fuzzer;
        private volatile Decoder<?> decoder;
        // Owned by the thread that watches.
        private Object seen;
        private int seconds;

        Worker() {
            setDaemon(true);
        }

        @Override
        public void run() {
            for (Task task = next(); task != null; task = next()) {
                Fuzzer<?> one = fuzzer(task);
                decoder = task.decoder;
                fuzzer = one;
                long cpu = THREADS.getCurrentThreadCpuTime();
                try {
                    if (task.from < 0) {
                        one.seeds();
                        one.truncations();
                    } else {
                        one.mutations(task.from, task.to);
                    }
                } catch (Breach breach) {
                    String where = task.from < 0 ? "" : "\n  again: ./build.sh fuzz " + decoder + " --seed " + seed
                            + " --at " + one.number();
                    failed(decoder, report(decoder, Minimizer.minimize(one.fresh(), breach)) + where);
                }
                done(task, one, THREADS.getCurrentThreadCpuTime() - cpu);
            }
        }

        /// Called every second. Reports an input that never ends; the thread is lost.
        private void watch() {
            Fuzzer<?> watched = fuzzer;
            Object now = watched == null ? null : watched.current();
            seconds = now == seen ? seconds + 1 : 0;
            seen = now;
            if (isAlive() && now != null && seconds == SECONDS_MAX) {
                failed(decoder, report(decoder, new Breach(decoder, "does not end", "", watched.current(), null)));
            }
        }
    }
}
