package sim;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import mote.node.Node;
import mote.transport.memory.MemoryNetwork;

/// What goes wrong or changes, and when: each is drawn from the seed, lasts for a while, and is made good. Several
/// overlap.
final class Faults {

    private enum Kind { WAY_CUT, WAYS_CUT, LINKS_RESET, PARTITION, RESTART, CRASH, CLOCK_JUMP, NEWS }

    private static final Duration LASTS_MAX = Duration.ofSeconds(20);
    private static final Duration DOWN_MAX = Duration.ofSeconds(5);
    private static final Duration JUMP_MAX = Duration.ofHours(1);

    private final Simulation simulation;
    private final MemoryNetwork network;
    private final List<Host> hosts;
    private final SplittableRandom random;
    private final int[][] cuts;
    private final boolean[] busy;
    private int news;

    Faults(Simulation simulation) {
        this.simulation = simulation;
        this.network = simulation.network;
        this.hosts = simulation.hosts;
        this.random = simulation.random.split();
        this.cuts = new int[hosts.size()][hosts.size()];
        this.busy = new boolean[hosts.size()];
    }

    /// Lets things go wrong for as long as the scale says, and then waits until all is good again.
    void run() throws InterruptedException {
        long end = simulation.clock.elapsed() + simulation.scale.faults().toNanos();
        var running = new ArrayList<Simulation.Joined>();
        // Each host has about one fault in ten seconds.
        Duration between = Duration.ofSeconds(20).dividedBy(hosts.size());
        while (simulation.clock.elapsed() < end) {
            simulation.sleepUpTo(between);
            Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
            running.add(simulation.start("fault " + kind, () -> happen(kind)));
        }
        Simulation.joinAll(running);
    }

    private void happen(Kind kind) throws InterruptedException, IOException {
        Host one = any();
        Host other = any();
        switch (kind) {
            case WAY_CUT -> cut(kind, List.of(one), List.of(other), false);
            case WAYS_CUT -> cut(kind, List.of(one), List.of(other), true);
            case LINKS_RESET -> {
                simulation.event(kind + " " + one + ", " + other);
                network.reset(one.number, other.number);
            }
            case PARTITION -> partition();
            case RESTART -> restart(one, false);
            case CRASH -> restart(one, true);
            case NEWS -> tell(one);
            case CLOCK_JUMP -> {
                Duration by = Duration.ofNanos(random.nextLong(-JUMP_MAX.toNanos(), JUMP_MAX.toNanos()));
                simulation.event(kind + " " + by);
                simulation.clock.jump(by);
            }
        }
    }

    private void partition() throws InterruptedException {
        List<Host> all = new ArrayList<>(hosts);
        Collections.shuffle(all, random);
        int size = 1 + random.nextInt(all.size() / 2);
        cut(Kind.PARTITION, all.subList(0, size), all.subList(size, all.size()), true);
    }

    private void cut(Kind kind, List<Host> ones, List<Host> others, boolean bothWays) throws InterruptedException {
        simulation.event(kind + " " + ones + ", " + others);
        cut(ones, others, 1);
        if (bothWays) {
            cut(others, ones, 1);
        }
        simulation.sleepUpTo(LASTS_MAX);
        simulation.event("end of " + kind + " " + ones + ", " + others);
        cut(ones, others, -1);
        if (bothWays) {
            cut(others, ones, -1);
        }
    }

    /// Ways are cut by several faults at a time, and mended by the last.
    private void cut(List<Host> from, List<Host> to, int change) {
        for (Host one : from) {
            for (Host other : to) {
                int now = cuts[one.number][other.number] += change;
                if (now == 0) {
                    network.mend(one.number, other.number);
                } else if (now == 1 && change == 1) {
                    network.cut(one.number, other.number);
                }
            }
        }
    }

    /// A node ends and begins anew: in order or, as far as others can see, by a loss of power.
    private void restart(Host host, boolean crash) throws InterruptedException, IOException {
        if (busy[host.number]) {
            return;
        }
        busy[host.number] = true;
        if (crash) {
            simulation.event("crash of " + host);
            cut(List.of(host), hosts, 1);
            host.stop();
            hosts.forEach(other -> network.reset(host.number, other.number));
            cut(List.of(host), hosts, -1);
        } else {
            host.stop();
        }
        simulation.restarts++;
        simulation.sleepUpTo(DOWN_MAX);
        host.start();
        busy[host.number] = false;
    }

    /// A node serves one more protocol for a while, and tells all who listen to that.
    private void tell(Host host) throws InterruptedException {
        try {
            Node node = host.node();
            var more = new Exchange(simulation, "/sim/news/" + news++);
            node.handle(more);
            simulation.sleepUpTo(DOWN_MAX);
            node.remove(more);
        } catch (IOException down) {
            simulation.event("no news: " + down.getMessage());
        }
    }

    private Host any() {
        return hosts.get(random.nextInt(hosts.size()));
    }
}
