package sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Many simulations, in this process and in others: as many as there are processors, and at least two. In one process
/// they could not run at a time: they would wait for each other where the JDK has something that all threads share, and
/// no seed decides when.
///
/// ```
///   another process:  1 2 3 .. 10
///   this process:              10 11 12 13 .. 20       10 has to be the same in both
/// ```
///
/// In each process objects have other hash codes and other places in memory, and what depends on them shows.
final class Seeds {

    private record Run(Process process, Path output, long first, long last) { }

    private Seeds() {
    }

    /// Runs the simulations with the seeds from 1 to `count`.
    ///
    /// @throws AssertionError where one failed, with its seed and how to see it again; or where a seed was not the same
    ///         in two processes
    static void run(Scale scale, long count) throws IOException, InterruptedException {
        int others = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
        var runs = new ArrayList<Run>();
        try {
            for (int i = 0; i < others; i++) {
                runs.add(start(scale, Math.max(1, count * i / (others + 1)), count * (i + 1) / (others + 1), i));
            }
            var own = new ByteArrayOutputStream();
            boolean isWell = Replay.all(scale, count * others / (others + 1), count, new PrintStream(own));
            assertTrue(isWell, own::toString);
            String before = null;
            for (Run run : runs) {
                int code = run.process.waitFor();
                List<String> output = Files.readAllLines(run.output);
                assertEquals(0, code, () -> String.join("\n", output));
                assertEquals(run.last - run.first + 1, output.size());
                assertEquals(before == null ? output.getFirst() : before, output.getFirst());
                before = output.getLast();
            }
            assertEquals(before, own.toString().lines().findFirst().orElseThrow());
        } finally {
            for (Run run : runs) {
                run.process.destroyForcibly();
                Files.delete(run.output);
            }
        }
    }

    private static Run start(Scale scale, long first, long last, int hashCode) throws IOException {
        Path output = Files.createTempFile("simulations", ".txt");
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-ea", "-Xmx512m", "-XX:+UseSerialGC", "-XX:+UnlockExperimentalVMOptions",
                "-XX:hashCode=" + hashCode % 4, "--add-opens", "java.base/java.lang=ALL-UNNAMED",
                "-cp", System.getProperty("java.class.path"),
                "sim.Replay", scale.name(), Long.toString(first), Long.toString(last))
                .redirectErrorStream(true).redirectOutput(output.toFile()).start();
        process.getOutputStream().close();
        return new Run(process, output, first, last);
    }
}
