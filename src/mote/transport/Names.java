package mote.transport;

import module java.base;
import mote.bytes.*;
import mote.bytes.P2pException.Blame;
import mote.task.*;

/// From the name of a host to its addresses, within a time.
///
/// The system's resolver (`getaddrinfo`) can take minutes and cannot be cancelled. So each look-up runs on a thread of
/// its own, which is left behind when its time is over. It counts until the resolver returns, and where too many are
/// under way a new one is refused: names cannot pile up threads.
public final class Names {

    /// Asks for the addresses of a name, such as `InetAddress::getAllByName`. May block for any time.
    @FunctionalInterface
    public interface Resolver {
        /// All addresses of `name`, best first.
        InetAddress[] addresses(String name) throws UnknownHostException;
    }

    private final Resolver resolver;
    private final ThreadFactory threads;
    private final Clock clock;
    private final Limits limits;
    private final AtomicInteger underWay = new AtomicInteger();

    /// @param threads makes the thread of each look-up; daemons, since it may outlive all else
    public Names(Resolver resolver, ThreadFactory threads, Clock clock, Limits limits) {
        this.resolver = resolver;
        this.threads = threads;
        this.clock = clock;
        this.limits = limits;
    }

    /// The addresses of `name`, at least one, in the resolver's order. Blocks, at most for `limit`.
    ///
    /// @throws mote.task.TimedOutException when the resolver did not answer in time
    /// @throws P2pException with blame NETWORK where the name has no address, LOCAL where too many look-ups are under
    ///         way
    public List<InetAddress> lookUp(String name, Duration limit) throws IOException {
        if (name.isEmpty() || !name.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw P2pException.network("not the name of a host");
        }
        if (underWay.incrementAndGet() > limits.lookUpsMax()) {
            underWay.decrementAndGet();
            throw P2pException.local("cannot look up " + name + ": " + limits.lookUpsMax() + " others are under way");
        }
        var lookUp = new LookUp(name);
        startOrRelease(lookUp);
        return Deadline.within(clock, limit, "looking up " + name, lookUp, lookUp::await);
    }

    private void startOrRelease(LookUp lookUp) {
        boolean started = false;
        try {
            Thread thread = threads.newThread(lookUp);
            thread.setName("look up " + lookUp.name);
            thread.start();
            started = true;
        } finally {
            if (!started) underWay.decrementAndGet();
        }
    }

    /// One look-up. Closing it means that nobody waits any more.
    private final class LookUp implements Runnable, Closeable {

        private final String name;
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition ended = lock.newCondition();
        // Guarded by lock. One of the two is set in the end.
        private List<InetAddress> found;
        private P2pException failure;

        LookUp(String name) { this.name = name; }

        @Override
        public void run() {
            try {
                InetAddress[] all = resolver.addresses(name);
                if (all.length == 0) throw new UnknownHostException(name);
                end(Arrays.stream(all).limit(limits.addressesMax()).toList(), null);
            } catch (UnknownHostException | RuntimeException unknown) {
                end(null, new P2pException(Blame.NETWORK, "unknown host: " + name, unknown));
            } finally {
                underWay.decrementAndGet();
            }
        }

        List<InetAddress> await() throws P2pException {
            lock.lock();
            try {
                while (found == null && failure == null) {
                    ended.await();
                }
                if (failure != null) throw failure;
                return found;
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new P2pException(Blame.LOCAL, "looking up " + name + " was interrupted", interrupted);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() { end(null, P2pException.local("looking up " + name + " was given up")); }

        private void end(List<InetAddress> addresses, P2pException reason) {
            lock.lock();
            try {
                if (found == null && failure == null) {
                    found = addresses;
                    failure = reason;
                    ended.signalAll();
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
