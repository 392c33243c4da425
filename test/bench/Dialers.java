package bench;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import mote.connection.Connection;
import mote.crypto.Identity;
import mote.multiaddr.Multiaddr;
import mote.node.Node;
import mote.node.NodeConfig;
import mote.peer.PeerId;
import mote.swarm.SwarmEvent;

/// Many nodes in one process that dial the same server. Each has to be a node of its own, since a node keeps the
/// connection that it has.
final class Dialers {

    private static final long CHURN_BYTES = 256 << 10;

    private final List<Node> held = new ArrayList<>();

    /// Connects, waits for identify and closes, over and over; returns the connections of each second.
    AtomicIntegerArray connect(Multiaddr address, int dialers, int seconds) throws InterruptedException {
        var perSecond = new AtomicIntegerArray(seconds);
        long start = System.nanoTime();
        together(dialers, () -> connectUntil(address, start, perSecond));
        return perSecond;
    }

    /// Has peers that nobody has seen before connect, move data both ways, ping and disconnect; returns how many did.
    long churn(Multiaddr address, int dialers, int seconds) throws InterruptedException {
        var cycles = new AtomicLong();
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        together(dialers, () -> {
            while (System.nanoTime() < end) {
                try (Node dialer = new Node(config())) {
                    Connection connection = dialer.dial(address);
                    dialer.perf().measure(connection, CHURN_BYTES, CHURN_BYTES, (_, _) -> { });
                    try (var pinger = dialer.ping().open(connection)) {
                        pinger.ping();
                    }
                    connection.close();
                }
                cycles.incrementAndGet();
            }
        });
        return cycles.get();
    }

    /// Keeps so many connections more, which have been identified; returns how many there are.
    int hold(Multiaddr address, long count) throws IOException {
        for (long left = count; left > 0; left--) {
            Node dialer = new Node(config());
            held.add(dialer);
            dialer.identify().ask(dialer.dial(address));
        }
        return held.size();
    }

    static NodeConfig config() {
        return NodeConfig.of(Identity.generate(new SecureRandom()));
    }

    @FunctionalInterface
    private interface Task {
        void run() throws IOException, InterruptedException;
    }

    /// The first failure ends the process: a figure without all dialers would be a wrong one.
    private static void together(int count, Task task) throws InterruptedException {
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < count; i++) {
            threads.add(Thread.startVirtualThread(() -> {
                try {
                    task.run();
                } catch (IOException | InterruptedException failed) {
                    failed.printStackTrace();
                    Runtime.getRuntime().halt(1);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void connectUntil(Multiaddr address, long start, AtomicIntegerArray perSecond)
            throws IOException, InterruptedException {
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
        }
    }
}
