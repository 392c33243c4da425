package fuzz;

import mote.bytes.Bytes;

/// A decoder has done what it must not.
final class Breach extends AssertionError {

    private static final long serialVersionUID = 1;

    private static final int SHOWN_MAX = 1_024;

    private final String kind;
    private final transient Bytes input;

    /// @param kind what has happened, in words that are the same for the same fault
    /// @param detail the rest of it
    Breach(Decoder<?> decoder, String kind, String detail, Bytes input, Throwable cause) {
        super(decoder + " " + kind + cut(detail) + " on input of " + input.length() + " bytes " + begin(input), cause);
        this.kind = kind;
        this.input = input;
    }

    private static String cut(String detail) {
        return detail.length() <= SHOWN_MAX ? detail : detail.substring(0, SHOWN_MAX) + "..";
    }

    private static String begin(Bytes input) {
        return input.length() <= SHOWN_MAX ? input.hex() : input.slice(0, SHOWN_MAX).hex() + "..";
    }

    String kind() {
        return kind;
    }

    Bytes input() {
        return input;
    }
}
