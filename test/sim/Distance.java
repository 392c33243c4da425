package sim;

import java.time.Duration;
import java.util.SplittableRandom;
import mote.transport.memory.Quality;

/// How far apart two hosts are, one way, as measured between homes and data centres on the internet; and what a line of
/// that kind carries.
enum Distance {

    SAME_HOUSE(200, 1_000, 100 << 20),
    SAME_CITY(4_000, 3_000, 10 << 20),
    SAME_CONTINENT(18_000, 6_000, 5 << 20),
    OTHER_CONTINENT(75_000, 15_000, 2 << 20),
    OTHER_SIDE_OF_THE_WORLD(150_000, 40_000, 1 << 20),
    BY_SATELLITE(300_000, 60_000, 256 << 10);

    private final long delayMicros;
    private final long jitterMicros;
    private final long bytesPerSecond;

    Distance(long delayMicros, long jitterMicros, long bytesPerSecond) {
        this.delayMicros = delayMicros;
        this.jitterMicros = jitterMicros;
        this.bytesPerSecond = bytesPerSecond;
    }

    static Distance any(SplittableRandom random) {
        return values()[random.nextInt(values().length)];
    }

    /// A line of this kind, up to twice as slow as a good one.
    Quality quality(SplittableRandom random) {
        return new Quality(micros(delayMicros + random.nextLong(delayMicros)), micros(jitterMicros),
                bytesPerSecond / 2 + random.nextLong(bytesPerSecond / 2));
    }

    private static Duration micros(long count) {
        return Duration.ofNanos(count * 1_000);
    }
}
