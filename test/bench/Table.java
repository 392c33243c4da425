package bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What was measured, a row each, with its target and whether it was met. A figure that should be there and is not
/// counts as missed.
final class Table {

    private static final int NAME_WIDTH = 50;

    private final List<String> columns;
    private final List<String> lines = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> missed = new ArrayList<>();

    Table(List<String> columns) {
        this.columns = columns;
    }

    /// A row with no target.
    void report(String name, Map<String, Double> values) {
        add(name, values, "");
    }

    /// Mote's figure must be at least `target` times the best of the others. Where none of them was measured there is
    /// no target.
    void atLeast(String name, Map<String, Double> values, double target, List<Program> others) {
        Optional<String> best = measured(values, others).max(Comparator.comparing(values::get));
        if (best.isEmpty()) {
            report(name, values);
            return;
        }
        double ratio = values.getOrDefault("mote", Double.NaN) / values.get(best.get());
        add(name, values, verdict(name, ratio >= target, "%.2f x %s, at least %.2f", ratio, best.get(), target));
    }

    /// Mote's figure must be at most `target` times the best of the others, or at most `orElse`.
    void atMost(String name, Map<String, Double> values, double target, List<Program> others, double orElse) {
        Optional<String> best = measured(values, others).min(Comparator.comparing(values::get));
        if (best.isEmpty()) {
            report(name, values);
            return;
        }
        double mote = values.getOrDefault("mote", Double.NaN);
        double ratio = mote / values.get(best.get());
        add(name, values, verdict(name, ratio <= target || mote <= orElse, "%.2f x %s, at most %.1f%s", ratio,
                best.get(), target, orElse > 0 ? String.format(Locale.ROOT, ", or at most %.1f", orElse) : ""));
    }

    /// Mote's figure must be at most `target`.
    void atMost(String name, Map<String, Double> values, double target) {
        boolean met = values.getOrDefault("mote", Double.NaN) <= target;
        add(name, values, verdict(name, met, "at most %.0f", target));
    }

    /// Something to say below the table.
    void note(String text) {
        notes.add(text);
        System.err.println("bench: " + text);
    }

    /// Something that should have been measured and was not.
    void failed(String what) {
        missed.add(what);
        note("FAILED: " + what);
    }

    boolean allMet() {
        return missed.isEmpty();
    }

    void print() {
        var head = new StringBuilder(" ".repeat(NAME_WIDTH));
        columns.forEach(column -> head.append(String.format(" %9s", column)));
        System.out.println(head + "  target");
        lines.forEach(System.out::println);
        System.out.println();
        notes.forEach(System.out::println);
        System.out.println(missed.isEmpty() ? "no target missed" : "missed: " + String.join("; ", missed));
    }

    private static Stream<String> measured(Map<String, Double> values, List<Program> others) {
        return others.stream().map(Program::toString).filter(values::containsKey);
    }

    private String verdict(String name, boolean met, String text, Object... values) {
        if (!met) {
            missed.add(name);
        }
        return String.format(Locale.ROOT, text, values) + (met ? ": met" : ": MISSED");
    }

    private void add(String name, Map<String, Double> values, String verdict) {
        var line = new StringBuilder(String.format("%-" + NAME_WIDTH + "s", name));
        columns.forEach(column -> line.append(String.format(" %9s", figure(values.get(column)))));
        lines.add((line + "  " + verdict).stripTrailing());
        System.err.println(lines.getLast());
    }

    /// Three digits that mean something.
    private static String figure(Double value) {
        if (value == null) {
            return "";
        }
        int decimals = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
