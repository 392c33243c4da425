package mote.protobuf;

/// The limits of reading protobuf.
///
/// @param groupDepth groups within groups that are skipped; more are refused
public record Limits(int groupDepth) {

    public static final Limits DEFAULT = new Limits(16);
}
