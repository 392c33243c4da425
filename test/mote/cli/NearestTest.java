package mote.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

    @ParameterizedTest
    @CsvSource({"pnig, ping", "pin, ping", "idetify, identify", "keynew, key new", "halp, help", "runn, run",
            "key imprt, key import"})
    void guessesWhatWasMeant(String word, String meant) {
        assertEquals(" (did you mean " + meant + "?)", Nearest.hint(word, Command.NAMES));
    }

    @ParameterizedTest
    @CsvSource({"x", "frobnicate", "zz"})
    void guessesNothingWhereNothingIsLike(String word) {
        assertEquals("", Nearest.hint(word, Command.NAMES));
    }

    @Test
    void countsChangesBetweenWords() {
        assertEquals(3, Nearest.distance("kitten", "sitting"));
        assertEquals(4, Nearest.distance("", "ping"));
        assertEquals(0, Nearest.distance("ping", "ping"));
    }
}
