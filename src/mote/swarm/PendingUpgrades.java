package mote.swarm;

import module java.base;
import mote.transport.*;

/// Inbound links whose upgrade is under way, at most [Limits#pendingUpgradesMax] of a listener. A flood of links that
/// say nothing does not keep honest ones out: when there is no room, the oldest link that has not said anything is
/// closed, and where all have said something, the oldest.
final class PendingUpgrades {

    private final int max;
    // Guarded by this. Oldest first.
    private final List<Pending> all = new ArrayList<>();

    PendingUpgrades(int max) { this.max = max; }

    /// A link in its upgrade, until it is closed here.
    final class Pending implements AutoCloseable {
        private final Link link;
        private volatile boolean heard;

        private Pending(Link link) { this.link = link; }

        /// The other side has said something that makes sense.
        void heard() { heard = true; }

        /// The upgrade is over, this way or that. Idempotent.
        @Override public void close() { remove(this); }
    }

    /// Adds `link`, and closes another where there is no room.
    Pending add(Link link) {
        var added = new Pending(link);
        Pending evicted = evictFor(added);
        if (evicted != null) evicted.link.close();
        return added;
    }

    synchronized int size() {
        return all.size();
    }

    /// Adds `newest`, and returns what had to go for it, or null.
    private synchronized Pending evictFor(Pending newest) {
        Pending evicted = null;
        if (all.size() >= max) {
            evicted = all.stream().filter(pending -> !pending.heard).findFirst().orElse(all.getFirst());
            all.remove(evicted);
        }
        all.add(newest);
        return evicted;
    }

    private synchronized void remove(Pending over) { all.remove(over); }
}
