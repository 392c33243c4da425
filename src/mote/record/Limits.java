package mote.record;

/// The limits of signed records.
///
/// @param envelopeBytesMax bytes of an envelope at most: other implementations send one inside an identify message of
///        at most as many
/// @param addressesMax addresses in a peer record at most
public record Limits(int envelopeBytesMax, int addressesMax) {

    public static final Limits DEFAULT = new Limits(8_192, 500);
}
