package mote.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The example of the README does what the README says, with what the module exports and nothing else.
@Tag("slow")
class EmbeddingTest {

    private static final Pattern EXAMPLE =
            Pattern.compile("```java\n(.*?public static void main.*?)```", Pattern.DOTALL);

    @TempDir
    Path temp;

    @Test
    void compilesAndRunsTheExampleOfTheReadme() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        String example = EXAMPLE.matcher(readme).results().findFirst().map(found -> found.group(1)).orElseThrow();
        Path source = Files.writeString(temp.resolve("Hello.java"), example);
        Path classes = Path.of(Node.class.getProtectionDomain().getCodeSource().getLocation().toURI());

        var compiler = ToolProvider.getSystemJavaCompiler();
        var messages = new StringWriter();
        var options = List.of("-Xlint:all", "-Werror", "-d", temp.toString(), "-p", classes.toString(),
                "--add-modules", "mote");
        boolean compiled = compiler.getTask(messages, null, null, options, null,
                compiler.getStandardFileManager(null, null, null).getJavaFileObjects(source)).call();
        assertTrue(compiled, messages.toString());

        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-p", classes.toString(), "--add-modules", "mote", "-cp", temp.toString(), "Hello")
                .redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals("hello\n", output);
        assertEquals(0, process.waitFor());
    }
}
