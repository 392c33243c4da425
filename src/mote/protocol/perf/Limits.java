package mote.protocol.perf;

/// The limits of perf.
///
/// @param streamsPerPeer streams on which one peer may measure this node; each holds a buffer of 128 KiB
public record Limits(int streamsPerPeer) {

    public static final Limits DEFAULT = new Limits(8);
}
