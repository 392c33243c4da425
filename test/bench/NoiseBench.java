package bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import mote.budget.Budget;
import mote.budget.Limits;
import mote.crypto.Identity;
import mote.io.Duplex;
import mote.multiaddr.Multiaddr;
import mote.secure.noise.Noise;
import mote.task.Clock;
import mote.task.Scope;
import mote.transport.Listener;
import mote.transport.Names;
import mote.transport.Transport;
import mote.transport.tcp.TcpTransport;

/// How fast one Noise channel moves data in one direction over TCP on the loopback, and how much garbage that makes:
/// two virtual threads of one process, a writer of headers of 12 bytes with bodies, and a reader of them, as a muxer
/// has.
///
/// `java bench.NoiseBench [RUNS [BODY BYTES]..]`; a body of 65,507 bytes makes full Noise messages.
final class NoiseBench {

    private static final int HEADER_BYTES = 12;
    private static final int RUN_BYTES = 512 << 20;

    private NoiseBench() {
    }

    public static void main(String[] args) throws Exception {
        int runs = args.length > 0 ? Integer.parseInt(args[0]) : 5;
        int[] bodies = args.length > 1
                ? Arrays.stream(args).skip(1).mapToInt(Integer::parseInt).toArray()
                : new int[] {65_507, 16 << 10, 1 << 10};
        var random = new SecureRandom();
        var dialer = new Noise(Identity.generate(random), random, new Budget("dialer", Limits.NODE));
        var listener = new Noise(Identity.generate(random), random, new Budget("listener", Limits.NODE));
        try (var scope = new Scope("bench", Thread.ofVirtual().factory(), Clock.system());
                Listener server = tcp(scope).listen(Multiaddr.parse("/ip4/127.0.0.1/tcp/0"))) {
            for (int body : bodies) {
                double[] rates = new double[runs];
                String first = run(scope, server, dialer, listener, body, rates, 0);
                System.out.printf("body %6d  first run %s%n", body, first);
                String last = "";
                for (int i = 0; i < runs; i++) {
                    last = run(scope, server, dialer, listener, body, rates, i);
                }
                Arrays.sort(rates);
                System.out.printf("body %6d  median %7.0f MiB/s  (%.0f to %.0f), last run: %s%n", body,
                        rates[runs / 2], rates[0], rates[runs - 1], last);
            }
        }
    }

    private static Transport tcp(Scope scope) {
        var names = new Names(InetAddress::getAllByName, Thread.ofPlatform().daemon().factory(), scope.clock(),
                mote.transport.Limits.DEFAULT);
        return new TcpTransport(scope, new Budget("sockets", Limits.NODE), names,
                mote.transport.tcp.Limits.DEFAULT, false);
    }

    private static String run(Scope scope, Listener server, Noise dialer, Noise listener, int body, double[] rates,
            int i) throws Exception {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var done = new FutureTask<Long>(() -> {
            try (Duplex channel = listener.respond(server.accept(), List.of())) {
                return drain(channel, body);
            }
        });
        Thread.ofVirtual().start(done);
        var sent = new FutureTask<Void>(() -> {
            try (Duplex channel = dialer.initiate(tcp(scope).dial(server.addresses().getFirst()),
                    Optional.empty(), List.of())) {
                fill(channel, body);
                channel.closeWrite();
                done.get();
            }
            return null;
        });
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = system.getProcessCpuTime();
        long garbage = threads.getTotalThreadAllocatedBytes();
        long begin = System.nanoTime();
        Thread.ofVirtual().start(sent);
        sent.get();
        double seconds = (System.nanoTime() - begin) / 1e9;
        double mebibytes = (double) done.get() / (1 << 20);
        rates[i] = mebibytes / seconds;
        return "%5.0f MiB/s, both sides: %4.2f s of CPU per GiB, %5.1f KiB allocated per MiB".formatted(rates[i],
                (system.getProcessCpuTime() - cpu) / 1e9 / mebibytes * 1024,
                (threads.getTotalThreadAllocatedBytes() - garbage) / 1024.0 / mebibytes);
    }

    private static void fill(Duplex channel, int body) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        ByteBuffer bytes = ByteBuffer.allocate(body);
        for (long left = RUN_BYTES; left > 0; left -= body) {
            channel.writeAll(header.clear(), bytes.clear());
        }
    }

    /// Headers, and bodies to a ring of 1 MiB as that of a stream.
    private static long drain(Duplex channel, int body) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        ByteBuffer ring = ByteBuffer.allocate(1 << 20);
        long total = 0;
        while (true) {
            header.clear();
            if (channel.read(header) < 0) {
                return total;
            }
            channel.readFully(header);
            for (int left = body; left > 0;) {
                if (!ring.hasRemaining()) {
                    ring.clear();
                }
                int count = channel.read(ring.limit(Math.min(ring.capacity(), ring.position() + left)));
                ring.limit(ring.capacity());
                left -= count;
            }
            total += body;
        }
    }
}
