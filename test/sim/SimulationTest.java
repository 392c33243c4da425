package sim;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

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
    @Timeout(value = 28, unit = TimeUnit.MINUTES)
    void twoHundredNodesDoWhatTheyWantWhateverGoesWrongAlikeInEachProcess() throws Exception {
        assertDoesNotThrow(() -> Seeds.run(Scale.LARGE, 200));
    }

    @Test
    void anotherSeedIsAnotherRun() throws Exception {
        assertNotEquals(Simulation.run(Scale.TINY, 1, null).trace(), Simulation.run(Scale.TINY, 2, null).trace());
    }
}
