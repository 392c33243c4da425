package fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A million inputs for every decoder, another million with each `fuzz.seed`.
@Tag("nightly")
class NightTest {

    private static final long INPUTS = 1_000_000;

    @Test
    @Timeout(value = 25, unit = TimeUnit.MINUTES)
    void everyDecoderTakesAMillionInputs() throws InterruptedException {
        assertEquals(List.of(), Campaign.run(System.out, Decoders.all(), INPUTS, Long.getLong("fuzz.seed", 1)));
    }
}
