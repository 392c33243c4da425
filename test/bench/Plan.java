package bench;

import java.util.List;

/// What is measured, and how thoroughly.
///
/// @param lanes the columns
/// @param runs figures of which the median is taken
/// @param divisor what transfers and pings are divided by
/// @param quick whether the figures are only to show that all works
record Plan(List<Lane> lanes, int runs, int divisor, boolean quick) {

    static Plan of(List<Lane> lanes, boolean quick) {
        return quick ? new Plan(lanes, 3, 8, true) : new Plan(lanes, 5, 1, false);
    }
}
