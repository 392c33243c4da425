package mote.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessStartTest {

    @Test
    void readsTheStartBehindNameWithBlanksAndBrackets() {
        String stat = "30816 (a b) c) R 30809 30809 17615 0 -1 4194304 101 0 0 0 0 0 0 0 20 0 1 0 333739 3133440 410\n";
        assertEquals(Duration.ofMillis(10), ProcessStart.ago(stat, "3337.40 5626.66\n"));
        assertEquals(Duration.ofMillis(62_610), ProcessStart.ago(stat, "3400.00 5626.66\n"));
    }

    @Test
    void isNeverNegative() {
        String stat = "1 (a) R 1 1 1 0 -1 4194304 101 0 0 0 0 0 0 0 20 0 1 0 333739 3133440 410\n";
        assertEquals(Duration.ZERO, ProcessStart.ago(stat, "3337.38 5626.66\n"));
    }

    @Test
    void knowsWhenThisProcessBegan() {
        Duration ago = ProcessStart.ago();
        assertTrue(ago.isPositive() && ago.compareTo(Duration.ofDays(1)) < 0, ago.toString());
    }
}
