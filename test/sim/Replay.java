package sim;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Runs simulations and prints a line about each, until one fails.
///
/// `Replay SCALE FIRST LAST` runs those with the seeds from FIRST to LAST; `Replay SCALE SEED FILE` runs one, and every
/// event of it becomes a line of FILE.
final class Replay {

    private Replay() {
    }

    public static void main(String[] args) throws IOException {
        Scale scale = args.length == 0 ? null
                : Scale.ALL.stream().filter(known -> known.name().equals(args[0])).findFirst().orElse(null);
        if (scale == null || args.length < 3 || !args[1].matches("\\d{1,18}")) {
            System.err.println("usage: ./build.sh simulate SCALE SEED, SCALE being one of " + Scale.ALL);
            System.exit(2);
        }
        long first = Long.parseLong(args[1]);
        if (args[2].matches("\\d{1,18}")) {
            System.exit(all(scale, first, Long.parseLong(args[2]), System.out) ? 0 : 1);
        }
        Simulation.Outcome outcome;
        try (var events = new PrintStream(new BufferedOutputStream(Files.newOutputStream(Path.of(args[2]))))) {
            outcome = Simulation.run(scale, first, events);
        }
        System.exit(isWell(outcome, System.out) ? 0 : 1);
    }

    /// Runs all seeds from `first` to `last`, or to the first that fails.
    ///
    /// @param out a line for each; at the end what failed, with the seed and how to see it again
    /// @return whether all went well
    static boolean all(Scale scale, long first, long last, PrintStream out) {
        long failedCalls = 0;
        for (long seed = first; seed <= last; seed++) {
            Simulation.Outcome outcome = Simulation.run(scale, seed, null);
            if (!isWell(outcome, out)) {
                return false;
            }
            failedCalls += outcome.failedCalls();
        }
        boolean isEnough = scale.faults().isZero() || failedCalls >= (last - first + 1) * scale.hosts();
        if (!isEnough) {
            out.println("too little went wrong to show anything");
        }
        return isEnough;
    }

    private static boolean isWell(Simulation.Outcome outcome, PrintStream out) {
        out.println(outcome);
        if (outcome.failure().isEmpty()) {
            return true;
        }
        out.println(outcome.failure());
        out.printf("seed=%d commit=%s, to see it again: ./build.sh simulate %s %d%n", outcome.seed(), commit(),
                outcome.scale(), outcome.seed());
        return false;
    }

    /// The commit that is checked out, or why it is not known.
    private static String commit() {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=12")
                    .redirectErrorStream(true).start();
            git.getOutputStream().close();
            return new String(git.getInputStream().readAllBytes()).strip();
        } catch (IOException noGit) {
            return "unknown (" + noGit.getMessage() + ")";
        }
    }
}
