package fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The fuzzer finds bugs in real decoders, each with a small part of the inputs of a night.
class PlantedBugsTest {

    @ParameterizedTest
    @EnumSource
    @Tag("slow")
    void isFoundWithTheFirstSeed(Plant plant) {
        Plant.Outcome outcome = plant.search(1, false);
        assertTrue(outcome.isFound(), outcome.toString());
    }

    @ParameterizedTest
    @EnumSource
    @Tag("nightly")
    void isFoundWithEachOfTenSeeds(Plant plant) {
        for (long seed = 1; seed <= 10; seed++) {
            Plant.Outcome outcome = plant.search(seed, seed == 1);
            System.out.println(outcome);
            assertTrue(outcome.isFound(), outcome.toString());
        }
    }
}
