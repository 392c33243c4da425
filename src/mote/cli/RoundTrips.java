package mote.cli;

import module java.base;

/// Round trips and their statistics: over all of them, or over the newest where there are many.
final class RoundTrips {

    // A ring, once it is full.
    private long[] nanos = new long[16];
    private final int keptMax;
    private long count;

    /// @param keptMax how many are kept: a power of two, at least 16
    RoundTrips(int keptMax) { this.keptMax = keptMax; }

    void add(Duration trip) {
        if (count == nanos.length && count < keptMax) nanos = Arrays.copyOf(nanos, nanos.length * 2);
        nanos[(int) (count % nanos.length)] = trip.toNanos();
        count++;
    }

    /// How many were added in all.
    long count() { return count; }

    /// The shortest, in milliseconds; null where there is none.
    BigDecimal least() { return percentile(0); }

    /// The round trip, in milliseconds, that `percent` of all do not exceed (nearest rank); null where there is none.
    BigDecimal percentile(int percent) {
        if (count == 0) return null;
        long[] sorted = Arrays.copyOf(nanos, (int) Math.min(count, nanos.length));
        Arrays.sort(sorted);
        int rank = (int) Math.ceilDiv((long) sorted.length * percent, 100);
        return Units.millis(Duration.ofNanos(sorted[Math.max(0, rank - 1)]));
    }
}
