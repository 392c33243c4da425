package bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Figures of the columns, several of each, of which the table shows the median.
final class Series {

    private final Map<String, List<Double>> figures = new LinkedHashMap<>();

    void add(Lane lane, double figure) {
        add(lane.toString(), figure);
    }

    void add(String column, double figure) {
        figures.computeIfAbsent(column, _ -> new ArrayList<>()).add(figure);
    }

    Map<String, Double> medians() {
        var medians = new LinkedHashMap<String, Double>();
        figures.forEach((column, all) -> medians.put(column, median(all)));
        return medians;
    }

    /// The one in the middle; of an even number, the mean of the two.
    static double median(List<Double> figures) {
        List<Double> sorted = figures.stream().sorted().toList();
        return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    }
}
