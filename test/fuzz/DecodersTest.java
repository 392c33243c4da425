package fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import mote.bytes.Bytes;
import mote.bytes.P2pException;
import mote.bytes.Reader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What it takes for a decoder: any input gives a value or a [P2pException] with blame PEER, using at most 64 KiB and
/// twice the input of memory and 50 ms of CPU; and `decode(encode(value))` is the value. Run on all beginnings of all
/// seeds and on 1,000 mutations of them. The system property `fuzz.seed` gives others.
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DecodersTest {

    private static final long SEED = Long.getLong("fuzz.seed", 1);
    private static final int MUTATIONS = 1_000;

    static List<Decoder<?>> decoders() {
        return Decoders.all();
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void survivesTruncationsAndMutations(Decoder<?> decoder) {
        run(decoder);
    }

    @Test
    void everyDecoderOfTheSourceIsListed() {
        SortedSet<String> missing = SourceDecoders.names();
        missing.removeAll(listed());
        missing.removeAll(Decoders.exempt().keySet());
        assertEquals(List.of(), List.copyOf(missing), "not in fuzz.Decoders");
    }

    @Test
    void everyListedDecoderIsInTheSource() {
        SortedSet<String> gone = listed();
        gone.addAll(Decoders.exempt().keySet());
        gone.removeAll(SourceDecoders.methods());
        assertEquals(List.of(), List.copyOf(gone), "not in the source");
        for (Decoder<?> decoder : decoders()) {
            assertTrue(!decoder.seeds().isEmpty(), decoder + " has no seeds");
        }
    }

    /// Decoders with the faults that the fuzzer is there to find.
    @Test
    void findsTheCanaries() {
        assertDies("IndexOutOfBounds", canary(input -> input.at(first(input))));
        assertDies("allocates", canary(input -> {
            var reader = new Reader(input);
            byte[] claimed = new byte[reader.u16() * 16];
            return reader.remaining() + claimed.length;
        }));
        assertDies("CPU", canary(input -> {
            long sum = 0;
            for (long i = (long) first(input) << 19; i >= 0; i--) {
                sum = sum * 31 + i;
            }
            return (int) sum;
        }, "00"));
        assertDies("after encoding", canary(input -> new Reader(input).u8(), "00").encoding(
                value -> Bytes.ofHex(value < 0x80 ? "%02x".formatted(value) : "00")));
        assertDies("StackOverflow", canary(input -> recurse(first(input) * 1_000), "00"));
        assertDies("blames LOCAL", canary(input -> {
            if (input.isEmpty()) {
                throw P2pException.local("ours");
            }
            return 0;
        }));
        assertDies("refuses its seed", canary(input -> new Reader(input).u16(), "00"));
    }

    private static void run(Decoder<?> decoder) {
        try {
            var fuzzer = new Fuzzer<>(decoder);
            fuzzer.seeds();
            fuzzer.truncations();
            fuzzer.mutations(new Random(SEED ^ decoder.name().hashCode()), MUTATIONS);
        } catch (AssertionError found) {
            throw new AssertionError("fuzz.seed=" + SEED + ": " + found.getMessage(), found);
        }
    }

    private static SortedSet<String> listed() {
        var listed = new TreeSet<String>();
        for (Decoder<?> decoder : decoders()) {
            listed.add(decoder.name());
            listed.addAll(decoder.covers());
        }
        return listed;
    }

    private static Decoder<Integer> canary(Decoder.Decode<Integer> decode, String... seeds) {
        return Decoder.of("canary", decode, seeds.length == 0 ? new String[] {"00000000"} : seeds);
    }

    private static int first(Bytes input) {
        return input.isEmpty() ? 0 : input.at(0);
    }

    private static void assertDies(String how, Decoder<?> canary) {
        AssertionError found = assertThrows(AssertionError.class, () -> run(canary), how);
        assertTrue(found.getMessage().contains(how), found.getMessage());
    }

    private static int recurse(int depth) {
        return depth == 0 ? 0 : 1 + recurse(depth - 1);
    }
}
