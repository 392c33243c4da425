package mote.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The program as a process of its own: signals, exit codes, the lock, and what the log looks like.
@Tag("slow")
class ProgramTest {

    private static final List<String> RUN = List.of("run", "--listen", "/ip4/127.0.0.1/tcp/0", "--json", "--state");

    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private static final String CLASS_PATH = classes(Main.class) + File.pathSeparator + classes(LogSample.class);

    @TempDir
    Path temp;

    /// A node that has not closed within 1.9 seconds ends with another code: see Limits.
    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void runEndsOrderlyOnSignal(String signal) throws Exception {
        Process node = run(temp.toString());
        try (BufferedReader out = node.inputReader()) {
            String address = address(out);
            Process ping = start(List.of("ping", address, "-i", "1h", "--json"));
            try (BufferedReader replies = ping.inputReader()) {
                assertTrue(replies.readLine().contains("\"reply\""));
                assertTrue(out.readLine().contains("\"connected\""));
                kill(signal, ping);
                assertTrue(replies.readLine().contains("\"summary\""));
                assertEquals(0, ping.waitFor());
            }
            kill(signal, node);
            assertEquals(0, node.waitFor());
        } finally {
            node.destroyForcibly();
        }
    }

    @Test
    void secondProcessIsRefusedTheStateOfTheFirst() throws Exception {
        Process first = run(temp.toString());
        try (BufferedReader out = first.inputReader()) {
            address(out);
            Process second = run(temp.toString());
            try (BufferedReader refusal = second.inputReader()) {
                var error = vectors.Json.parse(refusal.readLine());
                assertTrue(error.text("reason").contains("(process " + first.pid() + ")"), error.toString());
            }
            assertEquals(1, second.waitFor());
        } finally {
            first.destroyForcibly();
        }
    }

    /// Run in a terminal that `script` of util-linux makes, with each of the two outputs on it or elsewhere.
    @ParameterizedTest
    @CsvSource({"'', true", "--json, false", ">/dev/null, true", "2>/dev/null, false"})
    void perfShowsProgressOnlyToWhoWatches(String rest, boolean shown) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")) && Files.isDirectory(Path.of("/proc/self/fd")));
        Process node = run(temp.toString());
        try (BufferedReader out = node.inputReader()) {
            String perf = JAVA + " -cp " + CLASS_PATH + " " + Main.class.getName() + " perf " + address(out);
            Process process = new ProcessBuilder("/usr/bin/script", "-qec", perf + " " + rest, "/dev/null").start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, process.waitFor(), text);
            assertEquals(shown, text.contains(" of 64 MiB, "), text);
            assertEquals(shown, text.contains("\r\u001b[K"), text);
        } finally {
            node.destroyForcibly();
        }
    }

    /// Without java.logging, as in an image of java.base alone, the JDK has another logger.
    @ParameterizedTest
    @ValueSource(strings = {"java.base,java.logging", "java.base"})
    void logsOneLineForRecordWithoutControlCharacters(String modules) throws Exception {
        Process process = java("--limit-modules", modules, "-cp", CLASS_PATH, LogSample.class.getName());
        try (BufferedReader err = process.errorReader()) {
            assertEquals("WARNING mote.sample: gone?[2J???", err.readLine());
            assertEquals("    ERROR mote.forged: not a record", err.readLine());
            assertTrue(err.readLine().endsWith(" mote.sample: with a cause"));
            List<String> trace = err.lines().toList();
            assertTrue(trace.getFirst().contains("IllegalStateException: the cause"), trace.toString());
            assertTrue(trace.stream().allMatch(line -> line.startsWith("    ")), trace.toString());
        }
        assertEquals(0, process.waitFor());
    }

    private static Process run(String state) throws IOException {
        return start(Stream.concat(RUN.stream(), Stream.of(state)).toList());
    }

    private static Process start(List<String> words) throws IOException {
        return java(Stream.concat(Stream.of("-XX:TieredStopAtLevel=1", "-cp", CLASS_PATH, Main.class.getName()),
                words.stream()).toArray(String[]::new));
    }

    private static Process java(String... arguments) throws IOException {
        return new ProcessBuilder(Stream.concat(Stream.of(JAVA), Stream.of(arguments)).toList()).start();
    }

    private static Path classes(Class<?> one) {
        return Path.of(URI.create(one.getProtectionDomain().getCodeSource().getLocation().toString()));
    }

    private static String address(BufferedReader out) throws IOException {
        return vectors.Json.parse(out.readLine()).at("addresses").list().getFirst().text();
    }

    private static void kill(String signal, Process process) throws Exception {
        assertEquals(0, new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor());
    }
}
