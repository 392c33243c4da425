package bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The pairs of one part, all running at the same time and asked by turns, so that whatever else the machine does falls
/// on all of them. A pair that fails is told in the table and left out from then on.
final class Lanes implements AutoCloseable {

    private final String part;
    private final Table table;
    private final List<Pair> pairs = new ArrayList<>();

    /// What is done with one pair.
    @FunctionalInterface
    interface Step {
        void with(Pair pair) throws IOException, InterruptedException;
    }

    /// @param flags further flags of the servers
    Lanes(String part, List<Lane> lanes, Table table, String... flags) {
        this.part = part;
        this.table = table;
        for (Lane lane : lanes) {
            try {
                pairs.add(Pair.start(lane, flags));
            } catch (IOException failed) {
                table.failed(part + " of " + lane + ": " + failed.getMessage());
            }
        }
    }

    void each(Step step) throws InterruptedException {
        for (Pair pair : List.copyOf(pairs)) {
            try {
                step.with(pair);
            } catch (IOException failed) {
                table.failed(part + " of " + pair.lane() + ": " + failed.getMessage());
                pairs.remove(pair);
                pair.close();
            }
        }
    }

    @Override
    public void close() {
        pairs.forEach(Pair::close);
    }
}
