package mote.swarm;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import mote.transport.Link;

/// Inbound links whose upgrade is under way, at most [Limits#pendingUpgradesMax] of a listener. A flood of links that
/// say nothing does not keep honest ones out: when there is no room, the oldest link that has not said anything is
/// closed, and where all have said something, the oldest.
final class PendingUpgrades {

    private final int max;
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock. Oldest first.
    private final List<Pending> all = new ArrayList<>();

    PendingUpgrades(int max) {
        this.max = max;
    }

    /// A link in its upgrade, until it is closed here.
    final class Pending implements AutoCloseable {
        private final Link link;
        private boolean heard;

        private Pending(Link link) {
            this.link = link;
        }

        /// The other side has said something that makes sense.
        void heard() {
            lock.lock();
            heard = true;
            lock.unlock();
        }

        /// The upgrade is over, this way or that. Idempotent.
        @Override
        public void close() {
            lock.lock();
            all.remove(this);
            lock.unlock();
        }
    }

    /// Adds `link`, and closes another where there is no room.
    Pending add(Link link) {
        var added = new Pending(link);
        Pending evicted = null;
        lock.lock();
        try {
            if (all.size() >= max) {
                evicted = all.stream().filter(pending -> !pending.heard).findFirst().orElse(all.getFirst());
                all.remove(evicted);
            }
            all.add(added);
        } finally {
            lock.unlock();
        }
        if (evicted != null) {
            evicted.link.close();
        }
        return added;
    }

    int size() {
        lock.lock();
        try {
            return all.size();
        } finally {
            lock.unlock();
        }
    }
}
