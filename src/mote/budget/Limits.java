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

    /// No limit: for a scope that only counts.
    public static final Limits NONE = new Limits(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE,
            Long.MAX_VALUE, Long.MAX_VALUE);

    /// A node with a heap of 64 MiB: at most a quarter of it is held for peers.
    public static final Limits NODE = new Limits(16 << 20, 256, 8_192, 8_192, 512, 160);

    /// One peer.
    public static final Limits PEER = new Limits(16 << 20, 8, 256, 512, Long.MAX_VALUE, 8);

    /// One connection.
    public static final Limits CONNECTION = new Limits(16 << 20, 1, 256, 512, Long.MAX_VALUE, Long.MAX_VALUE);

    public Limits {
        if (Math.min(Math.min(memoryBytes, connections), Math.min(streamsIn, streamsOut)) < 0
                || Math.min(descriptors, dials) < 0) {
            throw new IllegalArgumentException("a limit below zero");
        }
    }

    /// No limit but on inbound streams.
    public static Limits streamsIn(long count) {
        return new Limits(Long.MAX_VALUE, Long.MAX_VALUE, count, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    /// These limits with another number of connections, and no fewer than two file descriptors for each.
    public Limits withConnections(long count) {
        return new Limits(memoryBytes, count, streamsIn, streamsOut, Math.max(descriptors, 2 * count), dials);
    }

    long of(Resource resource) {
        return switch (resource) {
            case MEMORY -> memoryBytes;
            case CONNECTIONS -> connections;
            case STREAMS_IN -> streamsIn;
            case STREAMS_OUT -> streamsOut;
            case DESCRIPTORS -> descriptors;
            case DIALS -> dials;
        };
    }
}
