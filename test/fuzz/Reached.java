package fuzz;

import java.util.SortedSet;
import java.util.TreeSet;

/// The methods that were called, as far as they tell it: [SourceDecoders] makes those tell it that look like decoders.
public final class Reached {

    private static final SortedSet<String> NAMES = new TreeSet<>();

    private Reached() {
    }

    /// Called at the beginning of a method.
    public static synchronized void tell(String name) {
        NAMES.add(name);
    }

    /// Those since the last time.
    public static synchronized SortedSet<String> take() {
        var taken = new TreeSet<>(NAMES);
        NAMES.clear();
        return taken;
    }
}
