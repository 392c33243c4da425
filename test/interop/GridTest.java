package interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interop")
class GridTest {

    @Test
    void printsEachCellAndNamesThoseThatDidNotRun() {
        var grid = new Grid(List.of("ping", "identify"), List.of("mote > go", "go > mote"));
        grid.done("ping", "mote > go", Grid.Outcome.OK);
        grid.done("identify", "mote > go", Grid.Outcome.FAILED);
        grid.done("identify", "go > mote", Grid.Outcome.REFUSED);

        assertEquals(List.of("go > mote, ping"), grid.notRun());
        assertEquals("""
                          mote > go  go > mote
                ping      ok         not run
                identify  FAILED     refused""", grid.toString());
        assertThrows(IllegalArgumentException.class, () -> grid.done("perf", "go > mote", Grid.Outcome.OK));
    }
}
