package fuzz;

import java.util.Optional;
import mote.bytes.Bytes;

/// Makes an input that a decoder fails on as short as it can, as long as it fails in the same way.
final class Minimizer {

    private static final int ATTEMPTS_MAX = 3_000;
    private static final long NANOS_MAX = 3_000_000_000L;

    private final Fuzzer<?> fuzzer;
    private final long start = System.nanoTime();
    private Breach least;
    private int attempts;

    private Minimizer(Fuzzer<?> fuzzer, Breach breach) {
        this.fuzzer = fuzzer;
        this.least = breach;
    }

    /// The same breach, on a shorter input where there is one.
    static Breach minimize(Fuzzer<?> fuzzer, Breach breach) {
        var minimizer = new Minimizer(fuzzer, breach);
        minimizer.leaveOut();
        minimizer.zero();
        return minimizer.least;
    }

    /// Leaves out pieces, of half the length at first and of one byte in the end.
    private void leaveOut() {
        for (int piece = Math.max(1, least.input().length() / 2); piece > 0; piece /= 2) {
            for (int at = 0; at < least.input().length();) {
                Bytes input = least.input();
                Bytes shorter = input.slice(0, at).concat(input.slice(Math.min(input.length(), at + piece)));
                if (!isTaken(shorter)) {
                    at += piece;
                }
            }
        }
    }

    /// What may be any byte becomes zero.
    private void zero() {
        for (int at = 0; at < least.input().length(); at++) {
            byte[] array = least.input().toArray();
            if (array[at] != 0) {
                array[at] = 0;
                isTaken(Bytes.copyOf(array));
            }
        }
    }

    private boolean isTaken(Bytes input) {
        if (attempts++ >= ATTEMPTS_MAX || System.nanoTime() - start > NANOS_MAX) {
            return false;
        }
        Optional<Breach> breach = breach(input).filter(found -> found.kind().equals(least.kind()));
        breach.ifPresent(found -> least = found);
        return breach.isPresent();
    }

    private Optional<Breach> breach(Bytes input) {
        try {
            fuzzer.check(input);
            return Optional.empty();
        } catch (Breach found) {
            return Optional.of(found);
        }
    }
}
