package bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Whether the live heap stays flat while peers that were never seen before connect, move data and disconnect, for
/// minutes. It is looked at when all have gone and after a collection, once the peer store is full.
///
/// @param minutes how long
record Leak(int minutes) {

    private static final int DIALERS = 4;
    /// More than a peer store remembers.
    private static final int WARM_UP_CYCLES = 5_000;
    private static final int SAMPLES = 20;
    private static final int LOOKS = 2;
    private static final double SPREAD_MIB_MAX = 1;

    void run(Table table) throws IOException, InterruptedException {
        try (Pair pair = Pair.start(new Lane(Program.MOTE, Program.MOTE))) {
            long cycles = 0;
            while (cycles < WARM_UP_CYCLES) {
                cycles += churn(pair, 5);
            }
            table.note("leak: warmed up with " + cycles + " connections");
            var heaps = Map.of("server", new ArrayList<Double>(), "client", new ArrayList<Double>());
            long before = cycles;
            for (int sample = 0; sample <= SAMPLES; sample++) {
                cycles += sample == 0 ? 0 : churn(pair, minutes * 60 / SAMPLES);
                awaitNoConnections(pair.server());
                heaps.get("server").add(leastHeapMib(pair.server()));
                heaps.get("client").add(leastHeapMib(pair.client()));
                System.err.printf("bench: %d connections, live heap of the server %.3f MiB, of the client %.3f MiB%n",
                        cycles, heaps.get("server").getLast(), heaps.get("client").getLast());
            }
            table.note("leak: " + (cycles - before) + " connections in " + minutes + " minutes");
            for (String side : List.of("server", "client")) {
                List<Double> heap = heaps.get(side);
                double spread = heap.stream().max(Double::compare).get() - heap.stream().min(Double::compare).get();
                table.report("leak: live heap of the " + side + ", first, MiB", Map.of("mote", heap.getFirst()));
                table.report("leak: live heap of the " + side + ", last, MiB", Map.of("mote", heap.getLast()));
                table.atMost("leak: live heap of the " + side + ", spread, MiB", Map.of("mote", spread),
                        SPREAD_MIB_MAX);
            }
        }
    }

    /// Returns how many peers came and went.
    private static long churn(Pair pair, int seconds) throws IOException {
        return pair.ask("churn", "concurrency", DIALERS, "seconds", seconds).at("cycles").number();
    }

    /// The least of some looks: timers hold for up to a second and a half what has ended, and that is no leak.
    private static double leastHeapMib(Peer peer) throws IOException, InterruptedException {
        double least = Double.MAX_VALUE;
        for (int look = 0; look < LOOKS; look++) {
            least = Math.min(least, Memory.Heap.heapMib(peer));
        }
        return least;
    }

    private static void awaitNoConnections(Peer server) throws IOException, InterruptedException {
        for (int tries = 0; server.ask("jvm").at("connections").number() > 0; tries++) {
            if (tries == 100) {
                throw new IOException("connections of peers that are gone stay");
            }
            Thread.sleep(100);
        }
    }
}
