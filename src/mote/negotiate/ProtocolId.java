package mote.negotiate;

import module java.base;

/// The name of a protocol as multistream-select exchanges it, such as `/ipfs/ping/1.0.0`.
///
/// @param text 2 to 1,023 bytes of UTF-8 without a line feed: what a line of at most 1,024 bytes can hold, and at least
///        as long as the answer `na`
public record ProtocolId(String text) {

    public ProtocolId {
        if (!isValid(text)) throw new IllegalArgumentException("not a protocol id: " + text);
    }

    /// Whether `text` can be one.
    public static boolean isValid(String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        return bytes >= 2 && bytes < Limits.DEFAULT.lineBytes() && text.indexOf('\n') < 0;
    }

    // Both as a record has them anyway, but the JVM would generate those at the first use: 10 ms of a node's start.
    @Override public boolean equals(Object other) { return other instanceof ProtocolId id && text.equals(id.text); }

    @Override public int hashCode() { return text.hashCode(); }

    @Override public String toString() { return text; }
}
