package bench;

import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.FutureTask;
import mote.connection.Connection;
import mote.multiaddr.Multiaddr;
import mote.mux.Stream;
import mote.node.Node;
import mote.protocol.perf.Perf;
import vectors.Json;

/// Mote as a process that obeys the test peers' contract (`test/interop/README.md`), as far as the benchmarks need it:
/// `bench-perf`, `bench-connect`, `bench-ping`, and of its own `hold` (that many connections more), `churn` (peers
/// come, move data and go), `memory` and `jvm`.
public final class MotePeer {

    private static final int PING_WARM_UPS = 200;

    private final Node node;
    private final Dialers dialers = new Dialers();

    private MotePeer(Node node) {
        this.node = node;
    }

    public static void main(String[] args) throws Exception {
        List<String> flags = Arrays.asList(args);
        Node node = new Node(Dialers.config().withConnectionsMax(2_000).withListen(
                flags.contains("--no-listen") ? List.of() : List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/0"))));
        int writeBytes = flags.indexOf("--write-bytes") + 1;
        node.remove(node.perf());
        node.handle(new PerfServer(writeBytes > 0 ? Integer.parseInt(args[writeBytes]) : PerfServer.WRITE_BYTES));
        node.start();
        System.out.println("{\"peerId\":\"" + node.id() + "\",\"addresses\":" + quoted(node.addresses()) + "}");
        var peer = new MotePeer(node);
        var lines = new BufferedReader(new InputStreamReader(System.in));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            System.out.println(peer.answer(Json.parse(line)));
        }
        System.exit(0);
    }

    private String answer(Json request) {
        try {
            return "{\"ok\":true," + switch (request.text("cmd")) {
                case "bench-perf" -> perf(request);
                case "bench-connect" -> "\"perSecond\":" + dialers.connect(address(request),
                        (int) number(request, "concurrency", 1), (int) number(request, "seconds", 5));
                case "bench-ping" -> ping(request);
                case "hold" -> "\"held\":" + dialers.hold(address(request), number(request, "count", 100));
                case "churn" -> "\"cycles\":" + dialers.churn(address(request),
                        (int) number(request, "concurrency", 1), (int) number(request, "seconds", 5));
                case "memory" -> "\"heapBytes\":" + heapBytes();
                case "jvm" -> jvm();
                default -> throw new IOException("no such command");
            } + "}";
        } catch (Exception failed) {
            failed.printStackTrace();
            return "{\"ok\":false,\"error\":\"" + failed.getClass().getSimpleName() + "\"}";
        }
    }

    private String perf(Json request) throws Exception {
        Connection connection = node.dial(address(request));
        long up = number(request, "up", 0);
        long down = number(request, "down", 0);
        long warmUp = number(request, "warmupBytes", 0);
        List<Double> ups = new ArrayList<>();
        List<Double> downs = new ArrayList<>();
        for (long run = 0; run <= number(request, "runs", 5); run++) {
            boolean counts = run > 0; // The first is the warm-up.
            long upBytes = counts || up == 0 ? up : warmUp;
            long downBytes = counts || down == 0 ? down : warmUp;
            if (upBytes > 0) {
                double rate = move(connection, upBytes, 0, request);
                ups.addAll(counts ? List.of(rate) : List.of());
            }
            if (downBytes > 0) {
                double rate = move(connection, 0, downBytes, request);
                downs.addAll(counts ? List.of(rate) : List.of());
            }
        }
        return "\"upMiBps\":" + ups + ",\"downMiBps\":" + downs;
    }

    /// Shares the bytes among streams that are open at once, and returns the rate of all.
    private static double move(Connection connection, long up, long down, Json request) throws Exception {
        int streams = (int) number(request, "streams", 1);
        int writeBytes = (int) number(request, "writeBytes", PerfServer.WRITE_BYTES);
        long start = System.nanoTime();
        var exchanges = new ArrayList<FutureTask<Void>>();
        for (int i = 0; i < streams; i++) {
            var exchange = new FutureTask<Void>(() -> {
                exchange(connection, up / streams, down / streams, writeBytes);
                return null;
            });
            exchanges.add(exchange);
            Thread.startVirtualThread(exchange);
        }
        for (var exchange : exchanges) {
            exchange.get();
        }
        return (up + down) / 1048576.0 / ((System.nanoTime() - start) / 1e9);
    }

    /// One stream of `/perf/1.0.0`.
    private static void exchange(Connection connection, long up, long down, int writeBytes) throws IOException {
        Stream stream = connection.open(Perf.ID);
        stream.write(ByteBuffer.allocate(Long.BYTES).putLong(0, down));
        PerfServer.fill(stream, up, writeBytes);
        stream.closeWrite();
        long received = PerfServer.drain(stream);
        stream.close();
        if (received != down) {
            throw new IOException("received " + received + " of " + down);
        }
    }

    private String ping(Json request) throws Exception {
        Connection connection = node.dial(address(request));
        int count = (int) number(request, "count", 1_000);
        double[] micros = new double[count];
        try (var pinger = node.ping().open(connection)) {
            for (long i = -number(request, "warmups", PING_WARM_UPS); i < count; i++) {
                long nanos = pinger.ping().toNanos();
                if (i >= 0) {
                    micros[(int) i] = nanos / 1e3;
                }
            }
        }
        Arrays.sort(micros);
        return "\"p50Micros\":" + micros[count / 2] + ",\"p99Micros\":" + micros[count * 99 / 100];
    }

    /// What is live.
    private static long heapBytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private String jvm() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return "\"allocatedBytes\":" + threads.getTotalThreadAllocatedBytes() + ",\"connections\":"
                + node.swarm().connections().size();
    }

    private static Multiaddr address(Json request) throws IOException {
        return Multiaddr.parse(request.text("address"));
    }

    private static long number(Json request, String key, long otherwise) {
        return request.has(key) ? request.at(key).number() : otherwise;
    }

    private static String quoted(List<Multiaddr> addresses) {
        return addresses.stream().map(address -> "\"" + address + "\"").toList().toString();
    }
}
