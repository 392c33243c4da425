package mote.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "100, 100", "7B, 7", "100k, 100000", "2kB, 2000", "3M, 3000000", "1G, 1000000000",
            "1KiB, 1024", "16MiB, 16777216", "2GiB, 2147483648", "999999999999999999, 999999999999999999"})
    void readsSizesWithDecimalAndBinaryUnits(String text, long bytes) {
        assertEquals(bytes, Units.bytes(text));
    }

    @ParameterizedTest
    @CsvSource({"0s, 0", "200ms, 200", "30s, 30000", "10m, 600000", "1h, 3600000"})
    void readsTimesWithTheirUnits(String text, long millis) {
        assertEquals(Duration.ofMillis(millis), Units.time(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MiB", "1Mib", "-1", "1.5M", "1 MiB", "1TiB", "9999999999999999999",
            "999999999999999999GiB"})
    void refusesOtherSizesSayingWhatIsAllowed(String text) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> Units.bytes(text));
        assertTrue(refusal.getMessage().contains("16MiB"), refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "1", "1d", "-1s", "0.5s", "999999999999999999h"})
    void refusesOtherTimesSayingWhatIsAllowed(String text) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> Units.time(text));
        assertTrue(refusal.getMessage().contains("200ms"), refusal.getMessage());
    }

    @Test
    void roundsToTheDecimalsItShows() {
        assertEquals("0.412", Units.millis(Duration.ofNanos(411_500)).toPlainString());
        assertEquals("12.346", Units.seconds(Duration.ofNanos(12_345_678_901L)).toPlainString());
        assertEquals("512.0", Units.mibps(1 << 30, Duration.ofSeconds(2)).toPlainString());
    }

    @Test
    void givesNoRateWhereNoTimePassed() {
        assertEquals("0.0", Units.mibps(0, Duration.ZERO).toPlainString());
    }
}
