package mote.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RoundTripsTest {

    @Test
    void hasNoStatisticsOfNothing() {
        var trips = new RoundTrips(16);
        assertEquals(0, trips.count());
        assertNull(trips.least());
        assertNull(trips.percentile(50));
    }

    @Test
    void givesLeastMedianAndPercentile() {
        RoundTrips trips = hundred(1 << 16);
        assertEquals("1.000", trips.least().toPlainString());
        assertEquals("50.000", trips.percentile(50).toPlainString());
        assertEquals("99.000", trips.percentile(99).toPlainString());
    }

    @Test
    void keepsTheNewestOfMany() {
        RoundTrips trips = hundred(16);
        assertEquals(100, trips.count());
        assertEquals("85.000", trips.least().toPlainString());
        assertEquals("100.000", trips.percentile(100).toPlainString());
    }

    private static RoundTrips hundred(int keptMax) {
        var trips = new RoundTrips(keptMax);
        for (int millis = 1; millis <= 100; millis++) {
            trips.add(Duration.ofMillis(millis));
        }
        return trips;
    }
}
