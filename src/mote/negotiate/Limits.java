package mote.negotiate;

/// The limits of a negotiation.
///
/// @param lineBytes the longest line that is sent or read, its line feed included and its length prefix not
/// @param proposals how many proposals one negotiation answers; after them it is refused
public record Limits(int lineBytes, int proposals) {

    public static final Limits DEFAULT = new Limits(1_024, 1_000);
}
