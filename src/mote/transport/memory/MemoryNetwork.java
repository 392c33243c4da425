package mote.transport.memory;

import module java.base;
import mote.task.*;
import mote.transport.*;

/// A network of hosts in memory. Hosts are numbers from 0, and are there as soon as they are spoken of.
///
/// A way that is cut loses nothing: what is sent arrives once it is mended, as over TCP, and who dials waits. Each
/// direction is cut and mended apart, so that there are partitions of which only one side knows.
public final class MemoryNetwork {

    private record Way(int from, int to) { }

    final ReentrantLock lock = new ReentrantLock();
    final Clock clock;
    final Limits limits;

    private final RandomGenerator random;
    private final Quality usual;
    // Guarded by lock.
    private final Map<Way, Path> paths = new LinkedHashMap<>();
    private final SequencedSet<MemoryLink> links = new LinkedHashSet<>();
    private final Map<MemoryAddress, MemoryListener> listeners = new LinkedHashMap<>();
    private final Map<Integer, Integer> lastPorts = new LinkedHashMap<>();

    /// @param random draws the jitter
    /// @param usual of every way, until [#quality] says otherwise
    public MemoryNetwork(Clock clock, RandomGenerator random, Quality usual, Limits limits) {
        this.clock = clock;
        this.random = random;
        this.usual = usual;
        this.limits = limits;
    }

    /// What `host` dials and listens with, on addresses `/memory/N`: N is the number of the host times 100,000, and a
    /// port, 0 to 65,535. Of host 7, `/memory/704001` is port 4001.
    public Transport transport(int host) { return new MemoryTransport(this, host); }

    /// Sets how good the way is from one host to another, for what is sent from now on.
    public void quality(int from, int to, Quality quality) {
        lock.lock();
        try {
            path(from, to).quality = quality;
        } finally {
            lock.unlock();
        }
    }

    /// Nothing arrives any more at `to` from `from`.
    public void cut(int from, int to) {
        lock.lock();
        try {
            path(from, to).cut = true;
        } finally {
            lock.unlock();
        }
    }

    /// Ends a [#cut]: what was held up arrives.
    public void mend(int from, int to) {
        lock.lock();
        try {
            Path path = path(from, to);
            path.cut = false;
            path.changed.signalAll();
            links.forEach(MemoryLink::wake);
        } finally {
            lock.unlock();
        }
    }

    /// Breaks all links between two hosts, as a gateway does that forgets them: both ends fail at once.
    public void reset(int one, int other) {
        lock.lock();
        try {
            links.stream().filter(link -> link.joins(one, other)).forEach(MemoryLink::reset);
        } finally {
            lock.unlock();
        }
    }

    // What follows is called with the lock held.

    Path path(int from, int to) {
        return paths.computeIfAbsent(new Way(from, to), _ -> new Path(lock.newCondition(), usual));
    }

    /// When something that is sent now arrives.
    long arrival(Path path) {
        long jitter = path.quality.jitter().toNanos();
        long drawn = jitter == 0 ? 0 : random.nextLong(jitter + 1);
        return clock.nanos() + path.quality.delay().toNanos() + drawn;
    }

    boolean isOver(long time) { return clock.nanos() - time >= 0; }

    Map<MemoryAddress, MemoryListener> listeners() { return listeners; }

    SequencedSet<MemoryLink> links() { return links; }

    /// A port of `host` that nobody listens on.
    MemoryAddress freePort(int host) {
        while (true) {
            int port = lastPorts.merge(host, 49_152, (last, first) -> last == 65_535 ? first : last + 1);
            var address = new MemoryAddress(host, port);
            if (!listeners.containsKey(address)) return address;
        }
    }

    /// Waits for a signal.
    void rest(Condition changed) throws ClosedByInterruptException {
        try {
            changed.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
        }
    }

    /// Waits for a signal, or until a time of the clock.
    void restUntil(long until, Condition changed) throws ClosedByInterruptException {
        Clock.Timer timer = clock.after(Duration.ofNanos(until - clock.nanos()), () -> signal(changed));
        try {
            rest(changed);
        } finally {
            timer.cancel();
        }
    }

    private void signal(Condition changed) {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
