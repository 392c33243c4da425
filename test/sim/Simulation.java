package sim;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import mote.bytes.P2pException;
import mote.multiaddr.Multiaddr;
import mote.transport.Link;
import mote.transport.memory.Limits;
import mote.transport.memory.MemoryNetwork;
import mote.transport.memory.Quality;

/// A world of hosts that follows from a seed: they call each other while things go wrong, and at the end all calls must
/// have been answered and nothing may be left.
final class Simulation {

    /// The most virtual time that one may take.
    private static final Duration LIMIT = Duration.ofHours(1);

    /// So much longer anything may take where threads are held up.
    private static final Duration HELD_UP = Duration.ofSeconds(1);

    /// What came of it.
    ///
    /// @param trace the same for the same seed and scale
    /// @param failure empty where all went well
    /// @param failedCalls calls that a fault ended, and that were tried again
    record Outcome(Scale scale, long seed, String trace, String failure, int failedCalls, int restarts,
            Duration virtual) {

        @Override
        public String toString() {
            return "%s, seed %d: trace %s, %s of virtual time, %d calls were tried again, %d restarts".formatted(
                    scale, seed, trace, virtual, failedCalls, restarts);
        }
    }

    /// Something that runs.
    interface Joined {
        void join() throws InterruptedException;
    }

    /// What a thread of the simulation does.
    interface Task {
        void run() throws InterruptedException, IOException;
    }

    final Scale scale;
    final SplittableRandom random;
    final VirtualClock clock = new VirtualClock();
    final Failures failures = new Failures(clock);
    final Trace trace;
    final Scheduler scheduler;
    final MemoryNetwork network;
    final Exchange exchange = new Exchange(this);
    final List<Host> hosts = new ArrayList<>();
    final SequencedSet<Link> links = new LinkedHashSet<>();
    int failedCalls;
    int restarts;

    private final long seed;
    private long faultsOver = Long.MAX_VALUE;
    private boolean done;

    /// @param out where to print what happens; null for nowhere
    Simulation(Scale scale, long seed, PrintStream out) {
        this.scale = scale;
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        this.trace = new Trace(out);
        this.scheduler = new Scheduler(clock, random.split(), holdsUp(), trace, failures);
        this.network = new MemoryNetwork(clock, random.split(), Quality.PERFECT, Limits.DEFAULT);
    }

    /// Runs the world of that seed, on the calling thread.
    ///
    /// @param out where to print what happens; null for nowhere
    static Outcome run(Scale scale, long seed, PrintStream out) {
        var simulation = new Simulation(scale, seed, out);
        return simulation.run(simulation::live);
    }

    /// Runs a life of another kind, on the thread that created this.
    Outcome run(Task life) {
        start("simulation", () -> {
            life.run();
            done = true;
        });
        scheduler.run(LIMIT);
        checkTheEnd();
        return new Outcome(scale, seed, trace.toString(), failures.toString(), failedCalls, restarts,
                Duration.ofNanos(clock.elapsed()));
    }

    static Multiaddr address(String text) {
        try {
            return Multiaddr.parse(text);
        } catch (P2pException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }

    private void live() throws InterruptedException, IOException {
        startHosts();
        var calls = new ArrayList<Call>();
        for (Host host : hosts) {
            for (Host other : others(host)) {
                network.quality(host.number, other.number, Distance.any(random).quality(random));
                network.quality(other.number, host.number, Distance.any(random).quality(random));
                calls.add(new Call(this, host, other));
            }
        }
        List<Joined> running = new ArrayList<>(calls.stream().map(call -> start(call.toString(), call::run)).toList());
        if (!scale.faults().isZero()) {
            running.add(start("overrun", new Overrun(this)::run));
            new Faults(this).run();
        }
        faultsOver = clock.elapsed();
        joinAll(running);
        if (scale.again()) {
            joinAll(calls.stream().map(call -> start(call + " again", call::runAgain)).toList());
        }
        event("all calls are done");
        stopHosts();
    }

    /// Whom `host` calls: others, in an order that is drawn.
    private List<Host> others(Host host) {
        List<Host> all = new ArrayList<>(hosts);
        all.remove(host);
        Collections.shuffle(all, random);
        return all.subList(0, scale.dials());
    }

    private void checkTheEnd() {
        if (failures.any()) {
            return;
        }
        if (!done) {
            failures.add("nothing happens any more: " + Scheduler.describe(scheduler.living()));
            return;
        }
        if (!scheduler.living().isEmpty()) {
            failures.add("threads are left: " + Scheduler.describe(scheduler.living()));
        }
        if (!links.isEmpty()) {
            failures.add("links were not closed: " + links);
        }
        for (Host host : hosts) {
            if (!host.held().isEmpty()) {
                failures.add(host + " holds at the end " + host.held());
            }
        }
    }

    // ---- what lives, hosts, calls and faults need

    void startHosts() throws IOException {
        for (int number = 0; number < scale.hosts(); number++) {
            hosts.add(new Host(number, this));
        }
        for (Host host : hosts) {
            host.start();
        }
    }

    void stopHosts() throws InterruptedException {
        joinAll(hosts.stream().map(host -> start("stop " + host, host::stop)).toList());
    }

    static void joinAll(List<Joined> running) throws InterruptedException {
        for (Joined one : running) {
            one.join();
        }
    }

    /// Starts a thread.
    Joined start(String name, Task task) {
        var ended = new CountDownLatch(1);
        Thread thread = scheduler.threads().newThread(() -> {
            try {
                task.run();
            } catch (InterruptedException | IOException failed) {
                failures.add(name + " ended with " + Failures.traceOf(failed));
            } finally {
                ended.countDown();
            }
        });
        thread.setName(name);
        thread.start();
        return ended::await;
    }

    /// Whether threads are held up: with every second seed. Then all takes a little longer.
    private boolean holdsUp() {
        return seed % 2 == 0;
    }

    /// Adds a failure where something took longer than allowed.
    void checkLimit(String what, long began, Duration limit) {
        Duration took = Duration.ofNanos(clock.elapsed() - began);
        if (took.compareTo(holdsUp() ? limit.plus(HELD_UP) : limit) > 0) {
            failures.add(what + " took " + took + ", allowed are " + limit);
        }
    }

    void event(String text) {
        trace.event(clock.elapsed(), text);
    }

    void sleepUpTo(Duration max) throws InterruptedException {
        clock.sleep(drawn(max));
    }

    /// Any time up to `max`.
    Duration drawn(Duration max) {
        return Duration.ofNanos(random.nextLong(max.toNanos() + 1));
    }

    /// How long ago all was made good; negative before.
    Duration sinceFaults() {
        return Duration.ofNanos(clock.elapsed() - faultsOver);
    }

    /// A thread gives up its turn only where it waits; here one may do so in between.
    void letOthersGoFirst() {
        if (random.nextInt(4) == 0) {
            Thread.yield();
        }
    }
}
