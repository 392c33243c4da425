package mote.swarm;

import module java.base;
import mote.budget.*;
import mote.bytes.*;
import mote.connection.*;
import mote.multiaddr.*;
import mote.peer.*;
import mote.task.*;
import mote.transport.*;

/// Dials addresses and peers, on the caller's own thread. Of several callers that want one peer, the first dials and
/// the others wait for what it finds.
final class Dialer {

    private final List<Transport> transports;
    private final Upgrader upgrader;
    private final Admissions admissions;
    private final Budget node;
    private final Scope scope;
    private final Limits limits;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition finished = lock.newCondition();
    // Guarded by lock. A peer is here while it is dialled.
    private final Map<PeerId, Dial> dials = new LinkedHashMap<>();

    Dialer(List<Transport> transports, Upgrader upgrader, Admissions admissions, Budget node, Scope scope,
            Limits limits) {
        this.transports = transports;
        this.upgrader = upgrader;
        this.admissions = admissions;
        this.node = node;
        this.scope = scope;
        this.limits = limits;
    }

    /// Runs `work`, which comes to a connection to `peer`, unless that is under way already: then it waits for what
    /// comes of that. Blocks.
    Connection once(PeerId peer, Deadline.Work<Connection> work) throws IOException {
        Dial own = new Dial();
        Dial first = claim(peer, own);
        if (first != own) return outcomeOf(first, peer);
        try {
            own.connection = work.run();
            return own.connection;
        } catch (IOException failed) {
            own.failure = failed;
            throw failed;
        } finally {
            leave(peer, own);
        }
    }

    /// Dials `peer` at `addresses`, one after the other until one answers. Blocks.
    ///
    /// @throws IOException when none did, saying why for each
    Connection dial(PeerId peer, List<Multiaddr> addresses) throws IOException {
        if (addresses.isEmpty()) throw P2pException.local("no address is known for " + peer);
        long began = scope.clock().nanos();
        List<IOException> failures = new ArrayList<>();
        for (Multiaddr address : addresses) {
            long spent = scope.clock().nanos() - began;
            if (failures.size() == limits.dialAddressesMax() || spent > limits.dial().toNanos()) break;
            try {
                return dial(address, Optional.of(peer));
            } catch (IOException failed) {
                failures.add(failed);
            }
        }
        throw allFailed(peer, failures);
    }

    /// Dials one address. Blocks.
    ///
    /// @param expected who must be there, if that is known
    Connection dial(Multiaddr address, Optional<PeerId> expected) throws IOException {
        Transport transport = transports.stream().filter(candidate -> candidate.handles(address)).findFirst()
                .orElseThrow(() -> P2pException.local("no transport dials " + address));
        try (Reservation _ = node.reserve(Resource.DIALS, 1);
                Reservation place = node.reserve(Resource.CONNECTIONS, 1)) {
            Link link = transport.dial(address.withoutPeer());
            try {
                return upgrader.dialled(link, expected, admissions.inExchangeFor(place), scope);
            } catch (IOException failed) {
                admissions.faults.count(Faults.Place.UPGRADE, failed);
                throw failed;
            }
        }
    }

    private static IOException allFailed(PeerId peer, List<IOException> failures) {
        if (failures.size() == 1) return failures.getFirst();
        var all = new P2pException(P2pException.of(failures.getLast()).blame(), "none of " + failures.size()
                + " addresses of " + peer + " answered, at last: " + failures.getLast().getMessage());
        failures.forEach(all::addSuppressed);
        return all;
    }

    private Dial claim(PeerId peer, Dial own) {
        lock.lock();
        try {
            Dial first = dials.putIfAbsent(peer, own);
            return first == null ? own : first;
        } finally {
            lock.unlock();
        }
    }

    private void leave(PeerId peer, Dial own) {
        lock.lock();
        try {
            dials.remove(peer, own);
            own.finished = true;
            finished.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Connection outcomeOf(Dial dial, PeerId peer) throws IOException {
        lock.lock();
        try {
            while (!dial.finished) {
                finished.await();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new P2pException(P2pException.Blame.LOCAL, "gave up waiting for the dial of " + peer, interrupted);
        } finally {
            lock.unlock();
        }
        if (dial.connection == null) {
            throw new P2pException(P2pException.of(dial.failure).blame(), dial.failure.getMessage(), dial.failure);
        }
        return dial.connection;
    }

    /// A dial under way. Written by the thread that dials, read by the others once it is finished.
    private static final class Dial {
        private Connection connection;
        private IOException failure = P2pException.local("the dial was given up");
        // Guarded by lock.
        private boolean finished;
    }
}
