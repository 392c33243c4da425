package interop;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What came of each cell. It knows all that there should be, and so those that did not run.
final class Grid {

    enum Outcome {
        OK("ok"),
        /// The cell has found that the peer refuses what it is known to refuse.
        REFUSED("refused"),
        FAILED("FAILED"), NOT_RUN("not run");

        private final String word;

        Outcome(String word) {
            this.word = word;
        }
    }

    private final List<String> rows;
    private final List<String> columns;
    private final Map<String, Outcome> outcomes = new LinkedHashMap<>();

    Grid(List<String> rows, List<String> columns) {
        this.rows = rows;
        this.columns = columns;
        rows.forEach(row -> columns.forEach(column -> outcomes.put(key(row, column), Outcome.NOT_RUN)));
        if (outcomes.size() != rows.size() * columns.size()) {
            throw new IllegalArgumentException("two rows or columns of one name");
        }
    }

    void done(String row, String column, Outcome outcome) {
        if (outcomes.replace(key(row, column), outcome) == null) {
            throw new IllegalArgumentException("no such cell: " + key(row, column));
        }
    }

    /// The cells of which nothing is known.
    List<String> notRun() {
        return outcomes.entrySet().stream().filter(cell -> cell.getValue() == Outcome.NOT_RUN).map(Map.Entry::getKey)
                .toList();
    }

    /// A line for each row, a column for each column.
    @Override
    public String toString() {
        int first = rows.stream().mapToInt(String::length).max().orElse(0);
        var text = new StringBuilder(" ".repeat(first));
        columns.forEach(column -> text.append("  ").append(column));
        for (String row : rows) {
            text.append('\n').append(row).append(" ".repeat(first - row.length()));
            for (String column : columns) {
                text.append("  ").append(String.format("%-" + column.length() + "s",
                        outcomes.get(key(row, column)).word));
            }
        }
        return text.toString().lines().map(String::stripTrailing).reduce((one, next) -> one + "\n" + next).orElse("");
    }

    private static String key(String row, String column) {
        return column + ", " + row;
    }
}
