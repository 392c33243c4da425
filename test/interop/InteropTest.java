package interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/// Mote with nodes of other implementations, over TCP, Noise and yamux: what they do together by who dials whom. Each
/// cell is a test; after the last, the grid is printed.
@Tag("interop")
class InteropTest {

    private static final Duration CELL_TIME = Duration.ofSeconds(100);

    private static final List<Cell> CELLS = Stream.of(ConnectionCells.ALL, DataCells.ALL, RoundTripCells.ALL,
            CommandLineCells.ALL, List.of(ConnectionCells.NOTHING_LEFT)).flatMap(List::stream).toList();

    private record Column(Language language, boolean moteDials) {

        static final List<Column> ALL = Stream.of(Language.values())
                .flatMap(language -> Stream.of(new Column(language, true), new Column(language, false))).toList();

        @Override
        public String toString() {
            return moteDials ? "mote > " + language : language + " > mote";
        }
    }

    private final Grid grid = new Grid(CELLS.stream().map(Cell::name).toList(),
            Column.ALL.stream().map(Column::toString).toList());

    private Column current;
    // Null before the first cell of a column, and after one that failed.
    private Pair pair;
    private Throwable cannotStart;

    @TestFactory
    List<DynamicNode> everyCellOfTheGridHolds() {
        List<DynamicNode> columns = new ArrayList<>();
        for (Column column : Column.ALL) {
            columns.add(dynamicContainer(column.toString(), CELLS.stream()
                    .map(cell -> dynamicTest(column + ": " + cell.name(), () -> run(cell, column)))));
        }
        return columns;
    }

    /// A cell that did not run is a failure, whatever kept it from running.
    @AfterEach
    void everyCellHasRun() throws IOException {
        closePair();
        System.out.println(grid);
        assertEquals(List.of(), grid.notRun());
    }

    /// The cells of a column share a pair; after one that failed, the next has a new one.
    private void run(Cell cell, Column column) throws IOException {
        var outcome = Grid.Outcome.FAILED;
        try {
            assertTimeoutPreemptively(CELL_TIME, () -> cell.check().on(pairOf(column)));
            outcome = pair.refused ? Grid.Outcome.REFUSED : Grid.Outcome.OK;
            pair.refused = false;
        } finally {
            grid.done(cell.name(), column.toString(), outcome);
            if (outcome == Grid.Outcome.FAILED) {
                closePair();
            }
        }
    }

    /// A column whose peer does not start is not tried again.
    private Pair pairOf(Column column) throws IOException, InterruptedException {
        if (!column.equals(current)) {
            closePair();
            current = column;
            cannotStart = null;
        }
        if (cannotStart != null) {
            throw new AssertionError("as before: " + cannotStart.getMessage(), cannotStart);
        }
        if (pair == null) {
            try {
                pair = new Pair(column.language, column.moteDials);
            } catch (IOException | AssertionError failed) {
                cannotStart = failed;
                throw failed;
            }
        }
        return pair;
    }

    private void closePair() throws IOException {
        if (pair != null) {
            pair.close();
            pair = null;
        }
    }
}
