package sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.reflect.Method;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The simulator finds bugs: of five that are planted, each is found by one of its first seeds.
class PlantedBugsTest {

    private static final int SEEDS = 50;

    @ParameterizedTest
    @EnumSource
    @Tag("slow")
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void isFoundByOneOfTheFirstSeeds(Plant plant) throws Exception {
        Method failure = plant.loader().loadClass(PlantedBugsTest.class.getName())
                .getDeclaredMethod("failure", long.class);
        failure.setAccessible(true);
        for (long seed = 1; seed <= SEEDS; seed++) {
            String found = (String) failure.invoke(null, seed);
            if (!found.isEmpty()) {
                return;
            }
        }
        fail("none of " + SEEDS + " seeds has found it");
    }

    @Test
    @Tag("nightly")
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void nothingIsFoundWhereNothingIsPlanted() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            assertEquals("", failure(seed));
        }
    }

    /// What goes wrong with this seed. Called on the class that a plant's loader has loaded.
    static String failure(long seed) {
        return Simulation.run(Scale.PLANTED, seed, null).failure();
    }
}
