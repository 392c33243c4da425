package attacks;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import mote.connection.Connection;
import mote.crypto.Identity;
import mote.multiaddr.Multiaddr;
import mote.node.Node;
import mote.node.NodeConfig;
import mote.protocol.ping.Ping;
import mote.task.Clock;

/// A peer that behaves: it is connected throughout, pings, and opens streams of identify and perf. One exchange that
/// fails, or takes longer than a generous limit, is one too many.
final class Honest implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final Duration GENEROUS = Duration.ofSeconds(10);
    private static final int PERF_BYTES = 64 << 10;

    private final Node node = new Node(NodeConfig.of(Identity.generate(new SecureRandom())));
    private final Connection connection;
    private final List<String> failures = new CopyOnWriteArrayList<>();
    /// Has its permit while nothing is under way.
    private final Semaphore calm = new Semaphore(1);
    private volatile boolean going;
    private volatile long rounds;

    Honest(Multiaddr address) throws IOException {
        connection = node.dial(address);
    }

    /// Everything once, so that the node has done everything before.
    void warmUp() throws IOException {
        try (Ping.Pinger pinger = node.ping().open(connection)) {
            round(pinger, 0);
        }
    }

    /// Goes on until [#pause].
    void resume() throws InterruptedException {
        calm.acquire();
        going = true;
        Thread.startVirtualThread(this::go);
    }

    /// Returns when nothing is under way.
    void pause() throws InterruptedException {
        going = false;
        calm.acquire();
        calm.release();
    }

    /// What has failed so far.
    List<String> failures() {
        return failures;
    }

    /// How many rounds were complete.
    long rounds() {
        return rounds;
    }

    private void go() {
        try (Ping.Pinger pinger = node.ping().open(connection)) {
            for (int i = 0; going; i++) {
                long began = System.nanoTime();
                round(pinger, i);
                rounds++;
                Duration took = Duration.ofNanos(System.nanoTime() - began);
                if (took.compareTo(GENEROUS) > 0) {
                    failures.add("a round took " + took);
                }
                Clock.system().sleep(PAUSE);
            }
        } catch (IOException | InterruptedException failed) {
            failures.add("after " + rounds + " rounds: " + failed);
        } finally {
            calm.release();
        }
    }

    private void round(Ping.Pinger pinger, int number) throws IOException {
        pinger.ping();
        if (number % 2 == 0) {
            node.identify().ask(connection);
        }
        if (number % 4 == 0) {
            node.perf().measure(connection, PERF_BYTES, PERF_BYTES, (_, _) -> { });
        }
    }

    @Override
    public void close() {
        node.close();
    }
}
