package attacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import contract.Background;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import mote.connection.Connection;
import mote.crypto.Identity;
import mote.multiaddr.Multiaddr;
import mote.node.Node;
import mote.node.NodeConfig;
import mote.protocol.ping.Ping;
import mote.task.Clock;

/// A [NodeProcess] with little memory, an [Honest] peer that is connected to it, and the conditions that hold during
/// and after every attack. What they are is said in the description of this package.
final class Victim implements AutoCloseable {

    /// What is done to the node.
    @FunctionalInterface
    interface Attack {
        void run(Attacker attacker) throws Exception;
    }

    /// What was before an attack, and what is when all is over.
    record Survived(State before, State after) {

        /// How often something went wrong meanwhile: of `UPGRADE.PEER`, say.
        long faults(String which) {
            return after.of("faults." + which) - before.of("faults." + which);
        }
    }

    private static final List<String> MEMORY = List.of("-Xmx64m", "-XX:MaxDirectMemorySize=32m",
            "-XX:+ExitOnOutOfMemoryError", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-ea");
    private static final Duration RETURN = Duration.ofSeconds(60);
    private static final Duration WELCOME = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(50);
    /// What the compiler, the handshakes and the honest peer take, beside the second for each MiB.
    private static final double CPU_SECONDS = 5;
    private static final double CPU_SECONDS_PER_CONNECTION = 0.02;
    private static final double CPU_SECONDS_PER_ROUND = 0.01;

    private final Process process;
    private final PrintWriter to;
    private final BufferedReader from;
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final Multiaddr address;
    private final Honest honest;

    private Victim(Process process) throws IOException {
        this.process = process;
        to = new PrintWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8), true);
        from = process.inputReader();
        Thread.ofPlatform().daemon().start(() -> process.errorReader().lines().forEach(errors::add));
        address = Multiaddr.parse(line());
        honest = new Honest(address);
        honest.warmUp();
    }

    /// @param options of [NodeProcess]
    static Victim start(String... options) throws IOException {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(MEMORY);
        command.addAll(List.of("-cp", place(Node.class) + File.pathSeparator + place(NodeProcess.class),
                NodeProcess.class.getName()));
        command.addAll(List.of(options));
        return new Victim(new ProcessBuilder(command).start());
    }

    Multiaddr address() {
        return address;
    }

    State state() throws IOException {
        return State.parse(ask("state"));
    }

    String ask(String command) throws IOException {
        to.println(command);
        return line();
    }

    /// Runs the attack beside the honest peer, and checks what must hold whatever the attack is.
    Survived survives(Attack attack) throws Exception {
        State base = calm();
        ask("forget");
        double cpu = cpuSeconds();
        long rounds = honest.rounds();
        honest.resume();
        long sent;
        int connections;
        try (var attacker = new Attacker(address)) {
            attack.run(attacker);
            keepsServing(1);
            sent = attacker.sent();
            connections = attacker.connections();
        } finally {
            honest.pause();
        }
        assertTrue(process.isAlive(), "G1: it ended with " + errors);
        assertEquals(List.of(), honest.failures(), "G2");
        State after = returned(base);
        double most = CPU_SECONDS + sent / (double) (1 << 20)
                + CPU_SECONDS_PER_CONNECTION * connections + CPU_SECONDS_PER_ROUND * (honest.rounds() - rounds);
        assertTrue(cpuSeconds() - cpu <= most, "G5: " + (cpuSeconds() - cpu) + " s for " + sent + " bytes");
        assertEquals(List.of(), errors, "G1");
        return new Survived(base, after);
    }

    /// G2: returns when the honest peer was served so many times more, or has failed.
    void keepsServing(int rounds) {
        long until = honest.rounds() + rounds;
        Background.until(() -> honest.rounds() >= until || !honest.failures().isEmpty());
        assertEquals(List.of(), honest.failures(), "G2");
    }

    /// G7: a peer that was not here before gets in.
    void welcomes() throws Exception {
        long began = System.nanoTime();
        IOException last = null;
        while (Duration.ofNanos(System.nanoTime() - began).compareTo(WELCOME) < 0) {
            try (var other = new Node(NodeConfig.of(Identity.generate(new SecureRandom())))) {
                Connection connection = other.dial(address);
                try (Ping.Pinger pinger = other.ping().open(connection)) {
                    pinger.ping();
                }
                return;
            } catch (IOException failed) {
                last = failed;
            }
        }
        throw new AssertionError("G7: nobody new gets in", last);
    }

    @Override
    public void close() throws IOException {
        honest.close();
        to.close();
        try {
            assertTrue(process.waitFor(10, TimeUnit.SECONDS), "it does not end");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }

    /// The state when nothing happens any more.
    private State calm() throws Exception {
        State before = state();
        while (true) {
            Clock.system().sleep(POLL);
            State now = state();
            if (now.left(before).isEmpty() && before.left(now).isEmpty()) {
                return now;
            }
            before = now;
        }
    }

    private State returned(State base) throws Exception {
        long began = System.nanoTime();
        State now = state();
        while (!now.left(base).isEmpty()) {
            if (Duration.ofNanos(System.nanoTime() - began).compareTo(RETURN) > 0) {
                throw new AssertionError("G3: " + now.left(base) + "; threads: " + ask("threads"));
            }
            Clock.system().sleep(POLL);
            now = state();
        }
        return now;
    }

    private double cpuSeconds() {
        return process.toHandle().info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
    }

    private String line() throws IOException {
        String line = from.readLine();
        if (line == null) {
            throw new AssertionError("G1: it ended: " + errors);
        }
        return line;
    }

    private static Path place(Class<?> compiled) {
        return Path.of(URI.create(compiled.getProtectionDomain().getCodeSource().getLocation().toString()));
    }
}
