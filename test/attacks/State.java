package attacks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a [NodeProcess] held at a moment, after a collection of garbage.
record State(SortedMap<String, Long> values) {

    /// What may stay, each with its cap: caches, and what is kept once for each protocol that is answered.
    private static final Map<String, Long> STAYS = Map.of("size.PeerStore.peers", 4_096L, "size.BufferPool.kept", 16L,
            "size.Admissions.protocols", 5L, "size.Admissions$Peer.protocols", 5L);

    /// Timers of the honest connection that come and go: of its writes, of its buffers.
    private static final long TIMERS = 3;
    private static final long HEAP = 4 << 20;
    private static final String STORE = "bytes.PeerStore";

    static State parse(String line) {
        var values = new TreeMap<String, Long>();
        for (String pair : line.split(" ")) {
            int split = pair.lastIndexOf('=');
            values.put(pair.substring(0, split), Long.parseLong(pair.substring(split + 1)));
        }
        return new State(values);
    }

    long of(String name) {
        return values.getOrDefault(name, 0L);
    }

    /// In what it has not returned to `base`, in words; empty where it has.
    List<String> left(State base) {
        var left = new ArrayList<String>();
        var names = new TreeSet<>(values.keySet());
        names.addAll(base.values.keySet());
        for (String name : names) {
            long most = most(name, base.of(name));
            long least = isExact(name) ? base.of(name) : 0;
            // The peer store has a cap of its own.
            if (of(name) < least || of(name) - (name.equals("heap") ? grown(base) : 0) > most) {
                left.add(name + " was " + base.of(name) + " and is " + of(name));
            }
        }
        return left;
    }

    private long grown(State base) {
        return Math.max(0, of(STORE) - base.of(STORE));
    }

    private static long most(String name, long base) {
        return switch (name) {
            case "heap" -> base + HEAP;
            case "direct" -> base + HEAP;
            case "size.SystemClock.timers" -> base + TIMERS;
            // Carriers of virtual threads, and the compiler's, come and go.
            case "threads.platform" -> base + 4;
            default -> isExact(name) ? base : STAYS.getOrDefault(name, Long.MAX_VALUE);
        };
    }

    private static boolean isExact(String name) {
        return !STAYS.containsKey(name) && !name.equals("size.SystemClock.timers")
                && name.matches("descriptors|threads\\.virtual|budget\\..*|size\\..*");
    }
}
