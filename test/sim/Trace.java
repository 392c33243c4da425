package sim;

import java.io.PrintStream;

/// All that happens in a simulation, in order, as one number: two runs with the same number were the same. Where there
/// is a place to print to, each event is a line, too.
final class Trace {

    private static final long FNV_PRIME = 0x100_0000_01b3L;

    private final PrintStream out;
    private long hash = 0xcbf2_9ce4_8422_2325L;
    private long events;

    /// @param out null where nothing is to be printed
    Trace(PrintStream out) {
        this.out = out;
    }

    /// A thread was drawn to run.
    void turn(long nanos, int drawn, int ready) {
        mix(nanos);
        mix((long) drawn << 32 | ready);
        events++;
    }

    /// Bytes went through a link.
    ///
    /// @param sum a checksum of the bytes
    void bytes(long nanos, Object link, String what, long count, long sum) {
        mix(nanos);
        mix(count << 32 ^ sum);
        events++;
        if (out != null) {
            print(nanos, link + " " + what + " " + count + " bytes, sum " + Long.toHexString(sum));
        }
    }

    /// Anything else.
    void event(long nanos, String text) {
        mix(nanos);
        mix(text.hashCode());
        events++;
        if (out != null) {
            print(nanos, text);
        }
    }

    @Override
    public String toString() {
        return "%016x of %,d events".formatted(hash, events);
    }

    private void print(long nanos, String text) {
        out.printf("%12.6f %s%n", nanos / 1e9, text);
    }

    private void mix(long value) {
        hash = (hash ^ value) * FNV_PRIME;
        hash ^= hash >>> 29;
    }
}
