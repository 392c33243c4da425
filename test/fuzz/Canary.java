package fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mote.bytes.Bytes;
import mote.bytes.P2pException;
import mote.bytes.Reader;

/// A decoder with a fault that the fuzzer has to find, in the way that it says: where one passes, the fuzzer is broken.
///
/// @param dies a part of what is said about its breach
record Canary(Decoder<?> decoder, String dies) {

    private static final int MUTATIONS = 5_000;

    static List<Canary> all() {
        return List.of(
                of("throws java.lang.IndexOutOfBounds", input -> input.at(first(input))),
                of("allocates too much", input -> {
                    var reader = new Reader(input);
                    byte[] claimed = new byte[reader.u16() * 16];
                    return reader.remaining() + claimed.length;
                }),
                of("takes too long", input -> {
                    long sum = 0;
                    for (long i = (long) first(input) << 19; i >= 0; i--) {
                        sum = sum * 31 + i;
                    }
                    return (int) sum;
                }, "00"),
                of("throws java.lang.StackOverflow", input -> recurse(first(input) * 1_000), "00"),
                of("throws java.lang.OutOfMemory", input -> new byte[first(input) == 0 ? 0 : Integer.MAX_VALUE].length,
                        "00"),
                of("blames LOCAL", input -> {
                    if (input.isEmpty()) {
                        throw P2pException.local("ours");
                    }
                    return 0;
                }),
                of("refuses its seed", input -> new Reader(input).u16(), "00"),
                new Canary(decoder(input -> new Reader(input).u8(), "00").encoding(
                        value -> Bytes.ofHex(value < 0x80 ? "%02x".formatted(value) : "00")),
                        "another value after encoding"),
                new Canary(decoder(input -> new Reader(input).u8(), "00").encoding(value -> Bytes.EMPTY),
                        "does not survive encoding"),
                new Canary(decoder(input -> new Reader(input).u8() & 0x7f, "00").encoding(
                        value -> Bytes.ofHex("%02x".formatted(value))).canonical(), "a second form"));
    }

    /// What there is to say about canaries that live; empty where all is well.
    static List<String> passed(long seed) {
        var passed = new ArrayList<String>();
        for (Canary canary : all()) {
            String said = breach(canary.decoder, seed).map(Breach::getMessage).orElse("nothing");
            if (!said.contains(canary.dies)) {
                passed.add("canary passed: expected \"" + canary.dies + "\", found " + said);
            }
        }
        return passed;
    }

    private static <T> Optional<Breach> breach(Decoder<T> decoder, long seed) {
        var fuzzer = new Fuzzer<>(decoder, seed);
        try {
            fuzzer.seeds();
            fuzzer.truncations();
            fuzzer.mutations(0, MUTATIONS);
            return Optional.empty();
        } catch (Breach found) {
            return Optional.of(found);
        }
    }

    private static Canary of(String dies, Decoder.Decode<Integer> decode, String... seeds) {
        return new Canary(decoder(decode, seeds), dies);
    }

    private static Decoder<Integer> decoder(Decoder.Decode<Integer> decode, String... seeds) {
        return Decoder.of("canary", decode, seeds.length == 0 ? new String[] {"00000000"} : seeds);
    }

    private static int first(Bytes input) {
        return input.isEmpty() ? 0 : input.at(0);
    }

    private static int recurse(int depth) {
        return depth == 0 ? 0 : 1 + recurse(depth - 1);
    }
}
