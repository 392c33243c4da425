package bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import mote.budget.Budget;
import mote.budget.Limits;
import mote.crypto.Identity;
import mote.io.Duplex;
import mote.mux.Session;
import mote.mux.Stream;
import mote.mux.yamux.Yamux;
import mote.secure.noise.Noise;
import mote.task.Clock;
import mote.task.Scope;

/// How fast yamux moves data over TCP on the loopback, bare and through Noise, between two JVMs as small as the
/// launcher's: one stream each way, small writes, ten streams, and a ping beside bulk on the other connections.
///
/// `java bench.YamuxBench [raw|noise [RUNS]]`
final class YamuxBench {

    private static final List<String> JVM = List.of("-Xmx64m", "-XX:+UseSerialGC");
    private static final long WARM_UP_BYTES = 512L << 20;
    private static final long RUN_BYTES = 512L << 20;
    private static final int PINGS = 2_000;
    private static final int PING_BYTES = 32;

    private static final byte SINK = 'u';
    private static final byte SOURCE = 'd';
    private static final byte ECHO = 'e';
    private static final byte COSTS = 'c';

    private final boolean secure;
    private final SecureRandom random = new SecureRandom();
    private final Budget budget = new Budget("bench", Limits.NODE);
    private final Scope scope = new Scope("bench", Thread.ofVirtual().factory(), Clock.system());
    private final Noise noise;
    private final Yamux yamux = new Yamux();

    private YamuxBench(boolean secure) {
        this.secure = secure;
        this.noise = new Noise(Identity.generate(random), random, budget);
    }

    public static void main(String[] args) throws Exception {
        String layer = args.length > 0 ? args[0] : "noise";
        String runs = args.length > 1 ? args[1] : "5";
        if (args.length > 2 && args[2].equals("server")) {
            new YamuxBench(layer.equals("noise")).serve();
        } else if (args.length > 2) {
            new YamuxBench(layer.equals("noise")).measure(Integer.parseInt(args[2]), Integer.parseInt(runs));
        } else {
            Process server = spawn(ProcessBuilder.Redirect.PIPE, layer, runs, "server");
            try (var out = new BufferedReader(new InputStreamReader(server.getInputStream()))) {
                String port = out.readLine();
                spawn(ProcessBuilder.Redirect.INHERIT, layer, runs, port).waitFor();
            } finally {
                server.destroy();
            }
        }
    }

    private static Process spawn(ProcessBuilder.Redirect output, String... args) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        String more = System.getProperty("bench.jvm." + (args[2].equals("server") ? "server" : "client"), "");
        if (!more.isEmpty()) {
            command.addAll(List.of(more.split(" ")));
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "bench.YamuxBench"));
        command.addAll(List.of(args));
        return new ProcessBuilder(command).redirectOutput(output).redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    // ---- the side that is measured against

    private void serve() throws IOException {
        var server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        System.out.println(((InetSocketAddress) server.getLocalAddress()).getPort());
        System.out.flush();
        Thread.currentThread().setName("accept");
        while (true) {
            var link = new Socket(server.accept());
            scope.start("connection", () -> {
                Session session = yamux.start(secure ? noise.respond(link, List.of()) : link, false, "client", scope,
                        budget.child("connection", Limits.CONNECTION));
                for (Stream stream = session.accept(); stream != null; stream = session.accept()) {
                    Stream accepted = stream;
                    scope.start("stream", () -> answer(accepted));
                }
                session.close();
            });
        }
    }

    private static void answer(Stream stream) throws IOException {
        try (stream) {
            ByteBuffer request = ByteBuffer.allocate(9);
            stream.readFully(request);
            long amount = request.flip().position(1).getLong();
            switch (request.get(0)) {
                case SINK -> {
                    drain(stream);
                    stream.write(ByteBuffer.allocate(1));
                }
                case SOURCE -> fill(stream, amount, 128 << 10);
                case ECHO -> {
                    ByteBuffer ping = ByteBuffer.allocate(PING_BYTES);
                    while (stream.read(ping.clear()) > 0) {
                        stream.write(ping.flip());
                    }
                }
                default -> stream.write(ByteBuffer.allocate(16).putLong(allocated()).putLong(cpu()).flip());
            }
        }
    }

    // ---- the side that measures

    private void measure(int port, int runs) throws Exception {
        var session = connect(port);
        System.out.printf("%s, one connection%n", secure ? "noise" : "raw");
        System.out.printf("  cold  up %s%n", run(session, 1, true, WARM_UP_BYTES / 2, 128 << 10));
        System.out.printf("  cold  down %s%n", run(session, 1, false, WARM_UP_BYTES / 2, 128 << 10));
        run(session, 1, true, WARM_UP_BYTES, 128 << 10);
        run(session, 1, false, WARM_UP_BYTES, 128 << 10);
        median("one stream up", session, runs, 1, true, 128 << 10);
        median("one stream down", session, runs, 1, false, 128 << 10);
        median("up, writes of 16 KiB", session, runs, 1, true, 16 << 10);
        median("up, writes of 1 KiB", session, runs, 1, true, 1 << 10);
        median("ten streams up", session, runs, 10, true, 128 << 10);
        median("ten streams up, 1 KiB", session, runs, 10, true, 1 << 10);
        pings("ping alone", session);
        pings("beside 4 up", port, 4, session);
        pingsOnTheSame(session);
        session.close();
    }

    private void median(String what, Session session, int runs, int streams, boolean up, int write) throws Exception {
        var results = new ArrayList<Result>();
        long bytes = write < 16 << 10 ? RUN_BYTES / 8 : RUN_BYTES;
        for (int i = 0; i < runs; i++) {
            results.add(run(session, streams, up, bytes, write));
        }
        results.sort((a, b) -> Double.compare(a.rate, b.rate));
        System.out.printf("  %-24s %s  (%.0f to %.0f)%n", what, results.get(runs / 2), results.getFirst().rate,
                results.getLast().rate);
    }

    /// @param rate MiB a second
    /// @param sent what the sender's JVM used for it
    /// @param received what the receiver's used
    private record Result(double rate, Cost sent, Cost received) {
        @Override
        public String toString() {
            return String.format("%5.0f MiB/s; sender %s; receiver %s", rate, sent, received);
        }
    }

    private record Cost(double cpu, double garbage) {
        static Cost of(long[] before, long[] after, long bytes) {
            return new Cost((after[1] - before[1]) / 1e9 / bytes * (1 << 30),
                    (after[0] - before[0]) / 1024.0 / bytes * (1 << 20));
        }

        @Override
        public String toString() {
            return String.format("%.2f s/GiB %.0f KiB/MiB", cpu, garbage);
        }
    }

    private Result run(Session session, int streams, boolean up, long bytes, int write) throws Exception {
        long[] ownBefore = {allocated(), cpu()};
        long[] peersBefore = costs(session);
        long begin = System.nanoTime();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < streams; i++) {
            threads.add(Thread.ofVirtual().start(() -> transfer(session, up, bytes / streams, write)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        Cost own = Cost.of(ownBefore, new long[] {allocated(), cpu()}, bytes);
        Cost peers = Cost.of(peersBefore, costs(session), bytes);
        return new Result(bytes / seconds / (1 << 20), up ? own : peers, up ? peers : own);
    }

    private static void transfer(Session session, boolean up, long bytes, int write) {
        try (Stream stream = request(session, up ? SINK : SOURCE, bytes)) {
            if (up) {
                fill(stream, bytes, write);
                stream.closeWrite();
            }
            drain(stream);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static long[] costs(Session session) throws IOException {
        try (Stream stream = request(session, COSTS, 0)) {
            ByteBuffer answer = ByteBuffer.allocate(16);
            stream.readFully(answer);
            return new long[] {answer.getLong(0), answer.getLong(8)};
        }
    }

    private static void pings(String what, Session session) throws IOException {
        long[] micros = new long[PINGS];
        try (Stream stream = request(session, ECHO, 0)) {
            ByteBuffer ping = ByteBuffer.allocate(PING_BYTES);
            for (int i = -PINGS; i < PINGS; i++) {
                long begin = System.nanoTime();
                stream.write(ping.clear());
                stream.readFully(ping.clear());
                micros[Math.max(0, i)] = (System.nanoTime() - begin) / 1_000;
            }
        }
        Arrays.sort(micros);
        System.out.printf("  %-24s p50 %d, p99 %d, max %d microseconds%n", what, micros[PINGS / 2],
                micros[PINGS * 99 / 100], micros[PINGS - 1]);
    }

    /// Pings on one connection while others move bulk.
    private void pings(String what, int port, int others, Session session) throws Exception {
        var busy = new ArrayList<Session>();
        for (int i = 0; i < others; i++) {
            Session other = connect(port);
            busy.add(other);
            Thread.ofVirtual().start(() -> {
                while (other.isOpen()) {
                    bulk(other);
                }
            });
        }
        Thread.sleep(1_000);
        pings(what, session);
        busy.forEach(Session::close);
    }

    private static void bulk(Session session) {
        try (Stream stream = request(session, SINK, 0)) {
            fill(stream, Long.MAX_VALUE, 128 << 10);
        } catch (IOException ended) {
            // The session was closed.
        }
    }

    private void pingsOnTheSame(Session session) throws Exception {
        Stream stream = request(session, SINK, 0);
        Thread writer = Thread.ofVirtual().start(() -> {
            try {
                fill(stream, Long.MAX_VALUE, 128 << 10);
            } catch (IOException reset) {
                // The end of the measurement.
            }
        });
        Thread.sleep(500);
        pings("beside bulk on the same", session);
        stream.reset(0);
        writer.join();
    }

    private Session connect(int port) throws IOException {
        var link = new Socket(SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
        Duplex channel = secure ? noise.initiate(link, Optional.empty(), List.of()) : link;
        return yamux.start(channel, true, "server", scope, budget.child("connection", Limits.CONNECTION));
    }

    private static Stream request(Session session, byte what, long amount) throws IOException {
        Stream stream = session.open();
        stream.write(ByteBuffer.allocate(9).put(what).putLong(amount).flip());
        return stream;
    }

    private static void fill(Stream stream, long bytes, int write) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(write);
        for (long left = bytes; left > 0; left -= buffer.capacity()) {
            stream.write(buffer.clear().limit((int) Math.min(left, write)));
        }
    }

    private static void drain(Stream stream) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(128 << 10);
        while (stream.read(buffer.clear()) >= 0) {
            Thread.onSpinWait();
        }
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getTotalThreadAllocatedBytes();
    }

    private static long cpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private record Socket(SocketChannel channel) implements Duplex {
        Socket {
            try {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            } catch (IOException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        @Override
        public int read(ByteBuffer dst) throws IOException {
            return channel.read(dst);
        }

        @Override
        public void writeAll(ByteBuffer... parts) throws IOException {
            long left = 0;
            for (ByteBuffer part : parts) {
                left += part.remaining();
            }
            while (left > 0) {
                left -= channel.write(parts);
            }
        }

        @Override
        public void closeWrite() throws IOException {
            channel.shutdownOutput();
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException failure) {
                throw new IllegalStateException(failure);
            }
        }
    }
}
