package mote.multiaddr;

/// The limits of reading a multiaddr.
///
/// @param bytes length in binary
/// @param components components, such as `/tcp/4001`
/// @param characters length in text; it is above what `bytes` can print as
public record Limits(int bytes, int components, int characters) {

    public static final Limits DEFAULT = new Limits(1_024, 128, 4_096);
}
