package mote.budget;

/// The limits of one [Budget], each an amount of one [Resource].
///
/// @param memoryBytes bytes of memory
/// @param connections connections
/// @param streamsIn streams that peers opened
/// @param streamsOut streams that this node opened
/// @param descriptors file descriptors
/// @param dials dials in progress
public record Limits(long memoryBytes, long connections, long streamsIn, long streamsOut, long descriptors,
        long dials) {

    /// Any amount, where there is no limit.
    private static final long ANY = Long.MAX_VALUE;

    /// No limit: for a scope that only counts.
    public static final Limits NONE = new Limits(ANY, ANY, ANY, ANY, ANY, ANY);

    /// A node with a heap of 64 MiB: at most a quarter of it is held for peers.
    public static final Limits NODE = new Limits(16 << 20, 256, 8_192, 8_192, 512, 160);

    /// One peer.
    public static final Limits PEER = new Limits(16 << 20, 8, 256, 512, ANY, 8);

    /// One connection.
    public static final Limits CONNECTION = new Limits(16 << 20, 1, 256, 512, ANY, ANY);

    public Limits {
        boolean negative = (memoryBytes | connections | streamsIn | streamsOut | descriptors | dials) < 0;
        if (negative) throw new IllegalArgumentException("a limit below zero");
    }

    /// No limit but on inbound streams.
    public static Limits streamsIn(long count) { return new Limits(ANY, ANY, count, ANY, ANY, ANY); }

    /// No limit but on descriptors.
    public static Limits descriptors(long count) { return new Limits(ANY, ANY, ANY, ANY, count, ANY); }

    /// These limits with another number of connections, and no fewer than two file descriptors for each.
    public Limits withConnections(long count) {
        return new Limits(memoryBytes, count, streamsIn, streamsOut, Math.max(descriptors, 2 * count), dials);
    }

    /// In the order of [Resource].
    long[] amounts() { return new long[] {memoryBytes, connections, streamsIn, streamsOut, descriptors, dials}; }
}
