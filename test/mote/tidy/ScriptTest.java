package mote.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `build.sh`, and what stands at the top of the project.
class ScriptTest {

    private static final List<String> TOP = List.of("LICENSE", "Makefile", "README.md", "build", "build.sh", "conf",
            "jlink", "src", "test");

    private record Result(int code, String out, String err) { }

    @Test
    void scriptsPassShellcheck() throws Exception {
        assumeTrue(Stream.of(System.getenv("PATH").split(":")).anyMatch(
                folder -> Files.isExecutable(Path.of(folder, "shellcheck"))), "shellcheck is not installed");
        var command = new ArrayList<>(List.of("shellcheck", "build.sh", "jlink/mote", ".ci/run"));
        try (Stream<Path> files = Files.walk(Path.of("test"))) {
            files.map(Path::toString).filter(file -> file.endsWith(".sh")).sorted().forEach(command::add);
        }
        assertEquals("", run(Map.of(), command).out);
    }

    @Test
    void helpHasAnExampleOfEveryVerb() throws Exception {
        String help = build("help").out;
        assertEquals(help, build().out);
        List<String> verbs = verbs(help);
        assertTrue(verbs.containsAll(List.of("build", "run", "test", "check", "clean", "help")), help);
        for (String verb : verbs) {
            Result result = build("help", verb);
            assertTrue(result.out.contains("./build.sh " + verb), verb + ": " + result.out);
            assertEquals(List.of(verb), verbs(result.out));
        }
    }

    @Test
    void makefileHasTheSameVerbs() throws Exception {
        String makefile = Files.readString(Path.of("Makefile"));
        String line = makefile.lines().filter(text -> text.startsWith("VERBS =")).findFirst().orElseThrow();
        assertEquals(verbs(build("help").out), List.of(line.substring("VERBS = ".length()).split(" ")));
    }

    @Test
    void refusesVerbThatItDoesNotKnow() throws Exception {
        Result result = build("tset");
        assertEquals(2, result.code);
        assertTrue(result.err.contains("no verb 'tset'; ./build.sh help"), result.err);
    }

    @Test
    void refusesJdkThatIsNone() throws Exception {
        Result result = run(Map.of("MOTE_JDK", "/nowhere"), List.of("./build.sh", "build"));
        assertEquals(2, result.code);
        assertTrue(result.err.contains("MOTE_JDK=/nowhere is not a JDK 25 or newer"), result.err);
    }

    @Test
    void buildsNothingWhereNothingHasChanged() throws Exception {
        assumeTrue(Files.exists(Path.of("build/classes.stamp")), "not run by build.sh");
        assertEquals(new Result(0, "", ""), build("build"));
    }

    @Test
    void nothingElseStandsAtTheTop() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(""))) {
            assertEquals(List.of(), files.map(Path::toString)
                    .filter(name -> !name.startsWith(".") && !TOP.contains(name)).sorted().toList());
        }
    }

    private static List<String> verbs(String help) {
        return Pattern.compile("(?m)^  ([a-z]+) ").matcher(help).results().map(found -> found.group(1)).toList();
    }

    private static Result build(String... args) throws Exception {
        return run(Map.of(), Stream.concat(Stream.of("./build.sh"), Stream.of(args)).toList());
    }

    private static Result run(Map<String, String> environment, List<String> command) throws Exception {
        Path err = Files.createTempFile("mote", "err");
        var builder = new ProcessBuilder(command).redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        String errors = Files.readString(err);
        Files.delete(err);
        return new Result(code, out, errors);
    }
}
