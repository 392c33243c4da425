package sim;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SimulationTest {

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void twentyFourNodesDoWhatTheyWantWhateverGoesWrongAlikeInEachProcess() throws Exception {
        assertDoesNotThrow(() -> Seeds.run(Scale.SMALL, 20));
    }

    @Test
    @Tag("nightly")
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void twoHundredNodesDoWhatTheyWantWhateverGoesWrongAlikeInEachProcess() throws Exception {
        assertDoesNotThrow(() -> Seeds.run(Scale.LARGE, 200));
    }

    @Test
    void anotherSeedIsAnotherRun() throws Exception {
        assertNotEquals(Simulation.run(Scale.TINY, 1, null).trace(), Simulation.run(Scale.TINY, 2, null).trace());
    }

    @Test
    void refusesAnotherJdkAndSaysWhy() {
        var refused = assertThrows(IllegalStateException.class, () -> Scheduler.builder(Runnable::run, 26));
        assertTrue(refused.getMessage().startsWith("the simulator needs exactly JDK 25, and this is 26: "),
                refused.getMessage());
    }
}
