package bench;

import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicIntegerArray;
import mote.connection.Connection;
import mote.crypto.Identity;
import mote.multiaddr.Multiaddr;
import mote.mux.Stream;
import mote.node.Node;
import mote.node.NodeConfig;
import mote.peer.PeerId;
import mote.protocol.perf.Perf;
import mote.swarm.SwarmEvent;
import vectors.Json;

/// Mote as a process that obeys the test peers' contract (`test/interop/README.md`), as far as the benchmarks need it:
/// `bench-perf`, `bench-connect`, `bench-ping`, `hold` (that many connections, each of a node of its own) and `memory`.
public final class MotePeer {

    private static final int PINGS_WARM_UP = 200;

    private final Node node;
    private final List<Node> held = new ArrayList<>();

    private MotePeer(Node node) {
        this.node = node;
    }

    public static void main(String[] args) throws Exception {
        boolean listens = !Arrays.asList(args).contains("--no-listen");
        Node node = new Node(config().withConnectionsMax(2_000).withPerfForAll(true)
                .withListen(listens ? List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/0")) : List.of()));
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
                case "bench-connect" -> connect(request);
                case "bench-ping" -> ping(request);
                case "hold" -> hold(request);
                case "memory" -> memory();
                default -> throw new IOException("no such command");
            } + "}";
        } catch (Exception failed) {
            failed.printStackTrace();
            return "{\"ok\":false,\"error\":\"" + failed.getClass().getSimpleName() + "\"}";
        }
    }

    private String perf(Json request) throws Exception {
        Connection connection = node.dial(Multiaddr.parse(request.text("address")));
        long up = number(request, "up", 0);
        long down = number(request, "down", 0);
        int writeBytes = (int) number(request, "writeBytes", 131_014);
        for (long left = number(request, "warmupBytes", 0); left > 0; left -= 64 << 20) {
            move(connection, up > 0 ? 64 << 20 : 0, down > 0 ? 64 << 20 : 0, writeBytes);
        }
        List<Double> ups = new ArrayList<>();
        List<Double> downs = new ArrayList<>();
        long allocated = allocated();
        int runs = (int) number(request, "runs", 5);
        for (int run = 0; run < runs; run++) {
            if (up > 0) {
                ups.add(rate(up, move(connection, up, 0, writeBytes)));
            }
            if (down > 0) {
                downs.add(rate(down, move(connection, 0, down, writeBytes)));
            }
        }
        double kibPerMib = (allocated() - allocated) * 1024.0 / ((up + down) * runs);
        return "\"upMiBps\":" + ups + ",\"downMiBps\":" + downs + ",\"garbageKiBPerMiB\":" + kibPerMib;
    }

    /// One exchange of `/perf/1.0.0`; returns its nanoseconds.
    private static long move(Connection connection, long up, long down, int writeBytes) throws IOException {
        long start = System.nanoTime();
        Stream stream = connection.open(Perf.ID);
        stream.write(ByteBuffer.allocate(Long.BYTES).putLong(0, down));
        ByteBuffer chunk = ByteBuffer.allocate(writeBytes);
        for (long left = up; left > 0; left -= writeBytes) {
            stream.write(chunk.clear().limit((int) Math.min(left, writeBytes)));
        }
        stream.closeWrite();
        ByteBuffer sink = ByteBuffer.allocate(128 << 10);
        long received = 0;
        for (int count = stream.read(sink); count >= 0; count = stream.read(sink.clear())) {
            received += count;
        }
        stream.close();
        if (received != down) {
            throw new IOException("received " + received + " of " + down);
        }
        return System.nanoTime() - start;
    }

    /// Each dialer is a node of its own: a node keeps the connection that it has.
    private String connect(Json request) throws Exception {
        int dialers = (int) number(request, "concurrency", 1);
        int seconds = (int) number(request, "seconds", 5);
        var perSecond = new AtomicIntegerArray(seconds);
        var address = Multiaddr.parse(request.text("address"));
        long start = System.nanoTime();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < dialers; i++) {
            threads.add(Thread.startVirtualThread(() -> connectUntil(address, start, perSecond)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return "\"perSecond\":" + perSecond;
    }

    private static void connectUntil(Multiaddr address, long start, AtomicIntegerArray perSecond) {
        PeerId peer = address.peer().orElseThrow();
        try (Node dialer = new Node(config())) {
            var identified = new LinkedBlockingQueue<SwarmEvent>();
            dialer.swarm().events().subscribe("bench", event -> {
                if (event instanceof SwarmEvent.PeerChanged changed && changed.peer().equals(peer)) {
                    identified.add(event);
                }
            });
            while (true) {
                Connection connection = dialer.dial(address);
                identified.take();
                int second = (int) ((System.nanoTime() - start) / 1_000_000_000);
                if (second >= perSecond.length()) {
                    return;
                }
                perSecond.incrementAndGet(second);
                connection.close();
            }
        } catch (IOException | InterruptedException failed) {
            failed.printStackTrace();
        }
    }

    private String ping(Json request) throws Exception {
        Connection connection = node.dial(Multiaddr.parse(request.text("address")));
        int count = (int) number(request, "count", 1_000);
        double[] micros = new double[count];
        try (var pinger = node.ping().open(connection)) {
            for (int i = -PINGS_WARM_UP; i < count; i++) {
                long nanos = pinger.ping().toNanos();
                if (i >= 0) {
                    micros[i] = nanos / 1e3;
                }
            }
        }
        Arrays.sort(micros);
        return "\"p50Micros\":" + micros[count / 2] + ",\"p99Micros\":" + micros[count * 99 / 100];
    }

    private String hold(Json request) throws Exception {
        var address = Multiaddr.parse(request.text("address"));
        for (long left = number(request, "count", 100); left > 0; left--) {
            Node dialer = new Node(config());
            held.add(dialer);
            dialer.identify().ask(dialer.dial(address));
        }
        return "\"held\":" + held.size();
    }

    /// Live heap, and all of the process.
    private static String memory() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return "\"heapBytes\":" + ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static NodeConfig config() {
        return NodeConfig.of(Identity.generate(new SecureRandom()));
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getTotalThreadAllocatedBytes();
    }

    private static double rate(long bytes, long nanos) {
        return bytes / 1048576.0 / (nanos / 1e9);
    }

    private static long number(Json request, String key, long otherwise) {
        return request.has(key) ? request.at(key).number() : otherwise;
    }

    private static String quoted(List<Multiaddr> addresses) {
        return addresses.stream().map(address -> "\"" + address + "\"").toList().toString();
    }
}
