package bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What was measured, a row each, with its target and whether it was met.
final class Table {

    private static final List<String> COLUMNS = List.of("mote", "go", "rust", "raw JDK echo");

    private final List<String> rows = new ArrayList<>();
    private boolean missed;

    /// A row with no target.
    void report(String name, Map<String, Double> values) {
        add(name, values, "");
    }

    /// Mote's figure divided by another must be at least `target`.
    void atLeast(String name, Map<String, Double> values, double target, String other, double otherValue) {
        double ratio = values.get("mote") / otherValue;
        add(name, values, verdict(ratio >= target, String.format(Locale.ROOT, "%.2f x %s, at least %.2f", ratio, other,
                target)));
    }

    /// Mote's figure must be at most `target`.
    void atMost(String name, Map<String, Double> values, double target) {
        add(name, values, verdict(values.get("mote") <= target, String.format(Locale.ROOT, "at most %.0f", target)));
    }

    boolean allMet() {
        return !missed;
    }

    void print() {
        System.out.printf("%-46s %10s %10s %10s %12s  %s%n", "", "mote", "go", "rust", "raw echo", "target");
        rows.forEach(System.out::println);
    }

    private String verdict(boolean met, String text) {
        missed |= !met;
        return text + (met ? ": met" : ": MISSED");
    }

    private void add(String name, Map<String, Double> values, String verdict) {
        var row = new StringBuilder(String.format("%-46s", name));
        for (String column : COLUMNS) {
            Double value = values.get(column);
            int width = column.length() > 10 ? 12 : 10;
            row.append(' ').append(value == null ? " ".repeat(width)
                    : String.format(Locale.ROOT, "%" + width + ".1f", value));
        }
        rows.add(row + "  " + verdict);
        System.err.println(rows.getLast());
    }
}
