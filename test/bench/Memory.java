package bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/// Resident memory of the processes, of Mote that of its image, idle and with connections on which nothing happens.
record Memory() implements Bench.Part {

    private static final double IDLE_MIB_MAX = 60;
    private static final int SETTLE_MILLIS = 2_000;

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public void run(Plan plan, Table table) throws IOException, InterruptedException {
        var idle = new Series();
        var hundred = new Series();
        var thousand = new Series();
        for (Lane lane : plan.lanes().stream().filter(Lane::isPure).toList()) {
            try (Image image = Image.withNewState();
                    Peer server = new Peer(lane.isOf(Program.MOTE) ? image.run(0) : lane.server().command());
                    Peer crowd = new Peer(Program.crowd(), "--no-listen")) {
                idle.add(lane, resident(server));
                crowd.ask("hold", "address", server.address(), "count", 100);
                hundred.add(lane, resident(server));
                crowd.ask("hold", "address", server.address(), "count", 900);
                thousand.add(lane, resident(server));
            } catch (IOException failed) {
                table.failed("memory of " + lane + ": " + failed.getMessage());
            }
        }
        table.atMost("memory: resident, idle, MiB", idle.medians(), IDLE_MIB_MAX);
        table.report("memory: resident, 100 connections, MiB", hundred.medians());
        table.report("memory: resident, 1,000 connections, MiB", thousand.medians());
    }

    private static double resident(Peer server) throws IOException, InterruptedException {
        Thread.sleep(SETTLE_MILLIS);
        return server.residentMib();
    }

    /// The live heap of a Mote server, idle and with connections on which nothing happens.
    record Heap() implements Bench.Part {

        private static final double EACH_KIB_MAX = 16;
        private static final double THOUSAND_MIB_MAX = 16;
        private static final List<Integer> COUNTS = List.of(100, 1_000);

        @Override
        public String name() {
            return "heap";
        }

        @Override
        public void run(Plan plan, Table table) throws IOException, InterruptedException {
            var mote = new Lane(Program.MOTE, Program.MOTE);
            try (Peer server = new Peer(mote.server().command());
                    Peer crowd = new Peer(Program.crowd(), "--no-listen")) {
                crowd.ask("hold", "address", server.address(), "count", 1); // Classes that only a connection loads.
                double idle = heapMib(server);
                table.report("heap: live, 1 connection, MiB", one(mote, idle));
                int held = 1;
                for (int count : COUNTS) {
                    crowd.ask("hold", "address", server.address(), "count", count - held);
                    double more = heapMib(server) - idle;
                    held = count;
                    table.atMost("heap: " + count + " idle connections, KiB each",
                            one(mote, more * 1024 / (count - 1)), EACH_KIB_MAX);
                    if (count == 1_000) {
                        table.atMost("heap: " + count + " idle connections, MiB", one(mote, more), THOUSAND_MIB_MAX);
                        table.report("heap: live, with " + count + " connections, MiB", one(mote, more + idle));
                    }
                }
            }
        }

        private static Map<String, Double> one(Lane lane, double figure) {
            return Map.of(lane.toString(), figure);
        }

        static double heapMib(Peer peer) throws IOException, InterruptedException {
            Thread.sleep(SETTLE_MILLIS);
            return peer.ask("memory").at("heapBytes").number() / 1048576.0;
        }
    }
}
