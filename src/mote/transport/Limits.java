package mote.transport;

/// The limits of looking up names.
///
/// @param lookUpsMax look-ups under way at a time, those that nobody waits for any more included
/// @param addressesMax addresses of one name that are used, the first ones
public record Limits(int lookUpsMax, int addressesMax) {

    public static final Limits DEFAULT = new Limits(16, 8);
}
