package bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import vectors.Json;

/// Mote, go and rust side by side: each implementation's client against its own server on loopback, in one run.
/// Arguments name the parts to run: `throughput`, `small`, `connect`, `ping`, `bulk`, `memory`, `start`; all of them
/// without any. Prints one table; exits 1 where a target is missed.
public final class Bench {

    private static final int RUNS = 5;
    private static final long RUN_BYTES = 512L << 20;

    private final Map<String, List<String>> peers = new LinkedHashMap<>();
    private final Table table = new Table();

    private Bench() {
        peers.put("mote", List.of(System.getProperty("java.home") + "/bin/java", "-Xmx64m", "-XX:+UseSerialGC",
                "-XX:MaxDirectMemorySize=32m", "-cp", System.getProperty("java.class.path"), "bench.MotePeer"));
        peers.put("go", List.of(System.getenv("MOTE_PEER_GO"), "--bench"));
        peers.put("rust", List.of(System.getenv("MOTE_PEER_RUST"), "--bench"));
    }

    public static void main(String[] args) throws Exception {
        Set<String> parts = new TreeSet<>(Arrays.asList(args));
        var bench = new Bench();
        bench.run("throughput", parts, bench::throughput);
        bench.run("small", parts, bench::small);
        bench.run("connect", parts, bench::connect);
        bench.run("ping", parts, bench::ping);
        bench.run("bulk", parts, bench::pingBesideBulk);
        bench.run("memory", parts, bench::memory);
        bench.run("start", parts, bench::start);
        bench.table.print();
        System.exit(bench.table.allMet() ? 0 : 1);
    }

    @FunctionalInterface
    private interface Part {
        void run() throws Exception;
    }

    private void run(String name, Set<String> wanted, Part part) throws Exception {
        if (wanted.isEmpty() || wanted.contains(name)) {
            System.err.println("bench: " + name);
            part.run();
        }
    }

    private void throughput() throws IOException {
        for (String way : List.of("up", "down")) {
            var warm = new LinkedHashMap<String, Double>();
            var cold = new LinkedHashMap<String, Double>();
            double garbage = 0;
            for (String name : peers.keySet()) {
                String size = "\"" + way + "\":" + RUN_BYTES;
                cold.put(name, median(perf(name, size + ",\"runs\":1", way)));
                Json answer = perf(name, size + ",\"runs\":" + RUNS + ",\"warmupBytes\":" + (512 << 20));
                warm.put(name, median(answer.at(way + "MiBps")));
                garbage = name.equals("mote") ? answer.at("garbageKiBPerMiB").decimal() : garbage;
            }
            table.atLeast("one stream " + way + ", MiB/s", warm, 1.3, "best of go, rust",
                    Math.max(warm.get("go"), warm.get("rust")));
            table.report("the first 512 MiB " + way + ", MiB/s", cold);
            table.atMost("garbage of the client, " + way + ", KiB per MiB", Map.of("mote", garbage), 64);
        }
    }

    private void small() throws IOException {
        for (int bytes : new int[] {16 << 10, 1 << 10}) {
            var rates = new LinkedHashMap<String, Double>();
            for (String name : peers.keySet()) {
                long size = bytes * (RUN_BYTES >> 14) / 4;
                rates.put(name, median(perf(name, "\"up\":" + size + ",\"runs\":" + RUNS + ",\"warmupBytes\":"
                        + (512 << 20) + ",\"writeBytes\":" + bytes).at("upMiBps")));
            }
            String row = "writes of " + (bytes >> 10) + " KiB, up, MiB/s";
            if (bytes == 16 << 10) {
                table.atLeast(row, rates, 1.0, "best of go, rust", Math.max(rates.get("go"), rates.get("rust")));
            } else {
                table.report(row, rates);
            }
        }
    }

    private void connect() throws IOException {
        for (int concurrency : new int[] {8, 1}) {
            var first = new LinkedHashMap<String, Double>();
            var sixth = new LinkedHashMap<String, Double>();
            var steady = new LinkedHashMap<String, Double>();
            for (String name : peers.keySet()) {
                try (Peer server = new Peer(peers.get(name)); Peer client = new Peer(peers.get(name), "--no-listen")) {
                    List<Json> seconds = client.ask("{\"cmd\":\"bench-connect\",\"address\":\"" + server.address()
                            + "\",\"concurrency\":" + concurrency + ",\"seconds\":20}").at("perSecond").list();
                    first.put(name, (double) seconds.get(0).number());
                    sixth.put(name, (double) seconds.get(5).number());
                    steady.put(name, median(seconds.subList(15, 20)));
                }
            }
            String row = concurrency + " at a time, connections/s, ";
            table.report(row + "first second", first);
            table.report(row + "sixth second", sixth);
            String other = concurrency == 8 ? "rust" : "go";
            table.atLeast(row + "steady", steady, 0.75, other, steady.get(other));
        }
    }

    private void ping() throws IOException {
        var p50 = new LinkedHashMap<String, Double>();
        var p99 = new LinkedHashMap<String, Double>();
        for (String name : peers.keySet()) {
            try (Peer server = new Peer(peers.get(name)); Peer client = new Peer(peers.get(name), "--no-listen")) {
                client.ask(pings(server, 20_000));
                Json answer = client.ask(pings(server, 10_000));
                p50.put(name, answer.at("p50Micros").decimal());
                p99.put(name, answer.at("p99Micros").decimal());
            }
        }
        p50.put("raw JDK echo", echo());
        double bound = Math.max(1.5 * p50.get("go"), 1.3 * p50.get("raw JDK echo"));
        table.atMost("ping p50, us (1.5 x go or 1.3 x raw echo)", p50, bound);
        table.report("ping p99, us", p99);
    }

    /// Twice as many connections as cores move bulk to the server that is pinged.
    private void pingBesideBulk() throws Exception {
        var p50 = new LinkedHashMap<String, Double>();
        var p99 = new LinkedHashMap<String, Double>();
        int bulks = 2 * Runtime.getRuntime().availableProcessors();
        for (String name : peers.keySet()) {
            var clients = new ArrayList<Peer>();
            try (Peer server = new Peer(peers.get(name)); Peer client = new Peer(peers.get(name), "--no-listen")) {
                client.ask(pings(server, 2_000));
                var threads = new ArrayList<Thread>();
                for (int i = 0; i < bulks; i++) {
                    Peer bulk = new Peer(peers.get(name), "--no-listen");
                    clients.add(bulk);
                    threads.add(Thread.startVirtualThread(() -> moveForever(bulk, server)));
                }
                Thread.sleep(5_000);
                Json answer = client.ask(pings(server, 1_000));
                p50.put(name, answer.at("p50Micros").decimal());
                p99.put(name, answer.at("p99Micros").decimal());
            } finally {
                clients.forEach(Peer::close);
            }
        }
        table.report("ping p50 beside " + bulks + " bulk connections, us", p50);
        table.report("ping p99 beside " + bulks + " bulk connections, us", p99);
    }

    private static void moveForever(Peer bulk, Peer server) {
        try {
            bulk.ask("{\"cmd\":\"bench-perf\",\"address\":\"" + server.address() + "\",\"up\":" + (16L << 30)
                    + ",\"runs\":1}");
        } catch (IOException ended) {
            return;
        }
    }

    private void memory() throws Exception {
        var idle = new LinkedHashMap<String, Double>();
        var loaded = new LinkedHashMap<String, Double>();
        double heap = 0;
        for (String name : peers.keySet()) {
            try (Peer server = new Peer(peers.get(name)); Peer client = new Peer(peers.get("mote"), "--no-listen")) {
                Thread.sleep(2_000);
                idle.put(name, server.residentMib());
                long before = name.equals("mote") ? heapOf(server) : 0;
                client.ask("{\"cmd\":\"hold\",\"address\":\"" + server.address() + "\",\"count\":100}");
                Thread.sleep(2_000);
                heap = name.equals("mote") ? (heapOf(server) - before) / 100.0 / 1024 : heap;
                loaded.put(name, server.residentMib());
            }
        }
        table.atMost("resident when idle, MiB", idle, 60);
        table.report("resident with 100 connections, MiB", loaded);
        table.atMost("heap of an idle connection, KiB", Map.of("mote", heap), 16);
    }

    private static long heapOf(Peer server) throws IOException {
        return server.ask("{\"cmd\":\"memory\"}").at("heapBytes").number();
    }

    private void start() throws Exception {
        var start = new Start();
        table.atMost("image: start to an accepted connection, ms", start.milliseconds(peers), 250);
        table.report("image: size, MiB", start.mebibytes());
    }

    private Json perf(String name, String fields) throws IOException {
        try (Peer server = new Peer(peers.get(name)); Peer client = new Peer(peers.get(name), "--no-listen")) {
            return client.ask("{\"cmd\":\"bench-perf\",\"address\":\"" + server.address() + "\"," + fields + "}");
        }
    }

    private Json perf(String name, String fields, String way) throws IOException {
        return perf(name, fields).at(way + "MiBps");
    }

    private static String pings(Peer server, int count) {
        return "{\"cmd\":\"bench-ping\",\"address\":\"" + server.address() + "\",\"count\":" + count + "}";
    }

    /// 32 bytes there and back between two threads of this process, without any protocol: the floor. Returns p50 in
    /// microseconds.
    private static double echo() throws IOException {
        try (var listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Thread.startVirtualThread(() -> {
                try (SocketChannel accepted = listener.accept()) {
                    accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
                    ByteBuffer buffer = ByteBuffer.allocate(32);
                    while (accepted.read(buffer.clear()) >= 0) {
                        accepted.write(buffer.flip());
                    }
                } catch (IOException ended) {
                    return;
                }
            });
            double[] micros = new double[20_000];
            Thread measuring = Thread.startVirtualThread(() -> measure(listener, micros));
            measuring.join();
            Arrays.sort(micros);
            return micros[micros.length / 2];
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
    }

    private static void measure(ServerSocketChannel listener, double[] micros) {
        try (SocketChannel socket = SocketChannel.open(listener.getLocalAddress())) {
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            ByteBuffer buffer = ByteBuffer.allocate(32);
            for (int i = -20_000; i < micros.length; i++) {
                long start = System.nanoTime();
                socket.write(buffer.clear());
                buffer.clear();
                while (buffer.hasRemaining()) {
                    socket.read(buffer);
                }
                if (i >= 0) {
                    micros[i] = (System.nanoTime() - start) / 1e3;
                }
            }
        } catch (IOException failed) {
            failed.printStackTrace();
        }
    }

    private static double median(Json list) {
        return median(list.list());
    }

    private static double median(List<Json> values) {
        double[] sorted = values.stream().mapToDouble(Json::decimal).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
