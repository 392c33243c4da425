package mote.cli;

import module java.base;
import mote.bytes.*;
import mote.multiaddr.*;

/// Numbers, sizes, times, rates and addresses, as people write and read them.
final class Units {

    private static final int DIGITS = 18;
    private static final String COUNT = "a whole number up to " + Integer.MAX_VALUE;

    private Units() { }

    /// A whole number.
    ///
    /// @throws IllegalArgumentException saying what can be written instead
    static int count(String text) {
        long value = digits(text) == text.length() ? product(text, text.length(), 1, COUNT) : -1;
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("'" + text + "' is not " + COUNT);
        }
        return (int) value;
    }

    /// A number of bytes: `100`, `100k`, `64KiB`, `16MiB`, `1G`. Units that end in `iB` count by 1,024, others by
    /// 1,000.
    ///
    /// @throws IllegalArgumentException saying what can be written instead
    static long bytes(String text) {
        int digits = digits(text);
        long unit = switch (text.substring(digits)) {
            case "", "B" -> 1;
            case "k", "kB" -> 1_000;
            case "M", "MB" -> 1_000_000;
            case "G", "GB" -> 1_000_000_000;
            case "KiB" -> 1L << 10;
            case "MiB" -> 1L << 20;
            case "GiB" -> 1L << 30;
            default -> 0;
        };
        return product(text, digits, unit, "a size such as 4096, 100k, 64KiB, 16MiB or 1G");
    }

    /// A time: `200ms`, `30s`, `10m`, `1h`.
    ///
    /// @throws IllegalArgumentException saying what can be written instead
    static Duration time(String text) {
        int digits = digits(text);
        long unit = switch (text.substring(digits)) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 0;
        };
        return Duration.ofMillis(product(text, digits, unit, "a time such as 200ms, 30s, 10m or 1h"));
    }

    /// @throws IllegalArgumentException saying what can be written instead
    static Multiaddr address(String text) {
        try {
            return Multiaddr.parse(text);
        } catch (P2pException malformed) {
            throw new IllegalArgumentException("'" + text + "' is not an address: " + malformed.getMessage()
                    + "; one looks like /ip4/192.0.2.7/tcp/4001");
        }
    }

    /// Milliseconds with three decimals.
    static BigDecimal millis(Duration time) {
        return BigDecimal.valueOf(time.toNanos(), 6).setScale(3, RoundingMode.HALF_UP);
    }

    /// Seconds with three decimals.
    static BigDecimal seconds(Duration time) {
        return BigDecimal.valueOf(time.toNanos(), 9).setScale(3, RoundingMode.HALF_UP);
    }

    /// MiB a second with one decimal; 0 where there is nothing to measure.
    static BigDecimal mibps(long bytes, Duration time) {
        double mib = bytes / (double) (1 << 20);
        return BigDecimal.valueOf(time.isPositive() ? mib * 1e9 / time.toNanos() : 0).setScale(1, RoundingMode.HALF_UP);
    }

    private static int digits(String text) {
        int count = 0;
        while (count < text.length() && text.charAt(count) >= '0' && text.charAt(count) <= '9') {
            count++;
        }
        return count;
    }

    private static long product(String text, int digits, long unit, String allowed) {
        long value = digits == 0 || digits > DIGITS ? 0 : Long.parseLong(text, 0, digits, 10);
        if (digits == 0 || digits > DIGITS || unit == 0 || value > Long.MAX_VALUE / unit) {
            throw new IllegalArgumentException("'" + text + "' is not " + allowed);
        }
        return value * unit;
    }
}
