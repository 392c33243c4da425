package mote.transport.memory;

import module java.base;

/// The way from one host to another, in this direction. Guarded by the network's lock.
final class Path {

    /// Signalled when the path changes.
    final Condition changed;
    Quality quality;
    boolean cut;

    Path(Condition changed, Quality quality) {
        this.changed = changed;
        this.quality = quality;
    }
}
