package mote.bytes;

/// The limits of reading text as bytes.
///
/// @param digits characters of a base whose decoding takes quadratic time ([Base#BASE36] and [Base#BASE58BTC])
public record Limits(int digits) {

    public static final Limits DEFAULT = new Limits(1_024);
}
