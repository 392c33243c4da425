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
    @FunctionalInterface public interface Resolver {
        /// All addresses of `name`, best first.
        InetAddress[] addresses(String name) throws UnknownHostException;
    }

    private final Resolver resolver;
    private final ThreadFactory threads;
    private final Clock clock;
    private final Limits limits;
    private final Semaphore free;

    /// @param threads makes the thread of each look-up; daemons, since it may outlive all else
    public Names(Resolver resolver, ThreadFactory threads, Clock clock, Limits limits) {
        this.resolver = resolver;
        this.threads = threads;
        this.clock = clock;
        this.limits = limits;
        this.free = new Semaphore(limits.lookUpsMax());
    }

    /// The addresses of `name`, at least one, in the resolver's order. Blocks, at most for `limit`.
    ///
    /// @throws mote.task.TimedOutException when the resolver did not reply in time
    /// @throws P2pException with blame NETWORK where the name has no address, LOCAL where too many look-ups are under
    ///         way
    public List<InetAddress> lookUp(String name, Duration limit) throws IOException {
        if (name.isEmpty() || !name.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw P2pException.network("not the name of a host");
        }
        if (!free.tryAcquire()) {
            throw P2pException.local("cannot look up " + name + ": " + limits.lookUpsMax() + " others are under way");
        }
        var reply = new FutureTask<>(() -> addresses(name));
        try {
            Thread thread = threads.newThread(() -> {
                reply.run();
                free.release();
            });
            thread.setName("look up " + name);
            thread.start();
        } catch (Throwable notStarted) {
            free.release();
            throw notStarted;
        }
        return Deadline.within(clock, limit, "looking up " + name, () -> reply.cancel(false), () -> found(name, reply));
    }

    private List<InetAddress> addresses(String name) throws UnknownHostException {
        InetAddress[] all = resolver.addresses(name);
        if (all.length == 0) throw new UnknownHostException(name);
        return Arrays.stream(all).limit(limits.addressesMax()).toList();
    }

    /// Blocks until there is one.
    private static List<InetAddress> found(String name, Future<List<InetAddress>> reply) throws P2pException {
        try {
            return reply.get();
        } catch (ExecutionException unknown) {
            throw new P2pException(Blame.NETWORK, "unknown host: " + name, unknown.getCause());
        } catch (CancellationException | InterruptedException givenUp) {
            if (givenUp instanceof InterruptedException) Thread.currentThread().interrupt();
            throw new P2pException(Blame.LOCAL, "looking up " + name + " was given up", givenUp);
        }
    }
}
