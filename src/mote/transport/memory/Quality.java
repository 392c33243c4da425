package mote.transport.memory;

import module java.base;

/// How good the way from one host to another is.
///
/// @param delay the time that every byte takes
/// @param jitter the most that chance adds to it; the order of bytes stays
/// @param bytesPerSecond what each link carries, at least 1
public record Quality(Duration delay, Duration jitter, long bytesPerSecond) {

    /// No delay and no limit.
    public static final Quality PERFECT = new Quality(Duration.ZERO, Duration.ZERO, Long.MAX_VALUE);

    public Quality {
        if (delay.isNegative() || jitter.isNegative() || bytesPerSecond < 1) {
            throw new IllegalArgumentException(delay + ", " + jitter + ", " + bytesPerSecond);
        }
    }

    /// Nanoseconds that `bytes` keep a link busy.
    long nanosFor(int bytes) { return (long) (bytes * 1e9 / bytesPerSecond); }
}
