package mote.record;

/// The limits of signed records.
///
/// @param envelopeBytesMax an envelope, and what is in it
/// @param addressesMax addresses of one record
public record Limits(int envelopeBytesMax, int addressesMax) {

    public static final Limits DEFAULT = new Limits(64 << 10, 500);
}
