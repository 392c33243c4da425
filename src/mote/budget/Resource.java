package mote.budget;

/// What a [Budget] counts, each with its limit at the same place in [Limits].
public enum Resource {
    /// Bytes held for a peer: receive buffers, messages in progress.
    MEMORY("bytes of memory"),
    /// Connections, from the accepted or dialled socket on.
    CONNECTIONS("connections"),
    /// Streams that the peer opened.
    STREAMS_IN("inbound streams"),
    /// Streams that this node opened.
    STREAMS_OUT("outbound streams"),
    /// File descriptors.
    DESCRIPTORS("file descriptors"),
    /// Dials in progress.
    DIALS("dials");

    private final String words;

    Resource(String words) { this.words = words; }

    @Override public String toString() { return words; }
}
