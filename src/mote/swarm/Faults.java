package mote.swarm;

import module java.base;
import mote.bytes.*;
import mote.bytes.P2pException.Blame;

/// How often something went wrong, by place and by whose fault it was: what an embedding application shows as metrics.
/// A peer is told a code and the log says more at DEBUG, but a number that grows is what an operator sees of an attack.
///
/// ```
///               PEER                        NETWORK                     LOCAL
///   LINK        -                           -                           refused by a limit, before a byte was read
///   UPGRADE     broke a protocol            too slow, or gone           the gate refused
///   CONNECTION  broke the muxer's protocol  gone, or does not read      -
///   STREAM      broke its protocol          too slow, or gone           over a limit
/// ```
///
/// It never keeps anything by peer. May be used from any thread.
public final class Faults {

    /// What has failed, from the outermost to the innermost.
    public enum Place {
        /// A link that was accepted, and refused at once.
        LINK,
        /// An upgrade, of either direction.
        UPGRADE,
        /// A connection that ended otherwise than in order.
        CONNECTION,
        /// A stream that the peer opened and that was reset here, on a connection that goes on.
        STREAM
    }

    private final AtomicLongArray counts = new AtomicLongArray(Place.values().length * Blame.values().length);

    /// Nothing has gone wrong yet.
    Faults() {
    }

    /// How often that happened since the node began.
    public long count(Place place, Blame blame) { return counts.get(index(place, blame)); }

    /// Counts one more.
    public void count(Place place, IOException failure) {
        counts.incrementAndGet(index(place, P2pException.of(failure).blame()));
    }

    private static int index(Place place, Blame blame) {
        return place.ordinal() * Blame.values().length + blame.ordinal();
    }
}
