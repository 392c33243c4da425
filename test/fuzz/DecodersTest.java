package fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.TimeUnit;
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
    private static final int MUTATIONS = 3_000;

    static List<Decoder<?>> decoders() {
        return Decoders.all();
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void survivesTruncationsAndMutations(Decoder<?> decoder) {
        run(decoder);
    }

    @Test
    void whatLooksLikeADecoderIsCalledByTheSeedsOfOne() {
        var missing = SourceDecoders.found();
        SourceDecoders.reached().values().forEach(missing::removeAll);
        missing.removeIf(name -> isExempt(name));
        assertEquals(List.of(), List.copyOf(missing), "no seed of fuzz.Decoders gets there");
    }

    @Test
    void decodersCallWhatTheyAreNamedAfter() {
        SortedSet<String> methods = SourceDecoders.methods();
        SourceDecoders.reached().forEach((decoder, called) -> {
            assertTrue(methods.contains(decoder), decoder + " is not in the source");
            assertTrue(called.stream().anyMatch(name -> name.startsWith(decoder + "(")), decoder + " is not called");
        });
    }

    @Test
    void exemptIsOnlyWhatIsThere() {
        var gone = new ArrayList<>(Decoders.exempt().keySet());
        gone.removeIf(prefix -> SourceDecoders.found().stream().anyMatch(name -> name.startsWith(prefix)));
        assertEquals(List.of(), gone);
    }

    @Test
    void everyCanaryDies() {
        assertEquals(List.of(), Canary.passed(SEED));
    }

    private static void run(Decoder<?> decoder) {
        var fuzzer = new Fuzzer<>(decoder, SEED);
        try {
            fuzzer.seeds();
            fuzzer.truncations();
            fuzzer.mutations(0, MUTATIONS);
        } catch (Breach found) {
            throw new AssertionError(Campaign.report(decoder, Minimizer.minimize(fuzzer.fresh(), found)), found);
        }
    }

    private static boolean isExempt(String name) {
        return Decoders.exempt().keySet().stream().anyMatch(name::startsWith);
    }
}
