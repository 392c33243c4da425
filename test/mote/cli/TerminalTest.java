package mote.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {

    @ParameterizedTest
    @CsvSource({"/dev/pts/0, true", "/dev/ttyS0, true", "/dev/console, true", "/dev/null, false", "pipe:[1], false",
            "/var/log/tty.log, false"})
    void knowsTerminalsByTheirNames(String target, boolean terminal) {
        assertEquals(terminal, Terminal.isName(target));
    }
}
