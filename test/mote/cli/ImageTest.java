package mote.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vectors.Json;

/// The image that `./build.sh image` links, run without the JDK that made it, through a link and from another folder.
@Tag("interop")
class ImageTest {

    private static final Path IMAGE = Path.of("build/image").toAbsolutePath();

    @TempDir
    static Path temp;

    @BeforeAll
    static void links() throws Exception {
        var build = new ProcessBuilder("./build.sh", "image").inheritIO().start();
        assertEquals(0, build.waitFor());
        Files.createSymbolicLink(temp.resolve("mote"), IMAGE.resolve("bin/mote"));
    }

    @Test
    void isNotLinkedAgainWhereNothingHasChanged() throws Exception {
        var again = new ProcessBuilder("./build.sh", "image").redirectErrorStream(true).start();
        assertEquals("", new String(again.getInputStream().readAllBytes()));
        assertEquals(0, again.waitFor());
    }

    @Test
    void holdsNothingButTheBaseAndMote() throws Exception {
        assertTrue(Files.readAllLines(IMAGE.resolve("release")).contains("MODULES=\"java.base mote\""));
    }

    @Test
    void answersShortCommands() throws Exception {
        assertTrue(call("./mote", "version").getFirst().matches("mote \\d+\\.\\d+\\.\\d+"));
        assertTrue(call("./mote", "help").contains("usage: mote COMMAND [ARGUMENTS]"));
        call("./mote", "key", "new", "key.pem");
        assertEquals(1, call("./mote", "id", "--key", "key.pem").size());
    }

    /// The JVM goes on without an archive that it cannot use, only slower.
    @Test
    void startsFromItsArchive() throws Exception {
        Path log = temp.resolve("loaded");
        Process mote = start(List.of("./mote", "version"), "-Xlog:class+load:file=" + log);
        assertEquals(0, mote.waitFor());
        List<String> own = Files.readAllLines(log).stream().filter(line -> line.contains(" mote.")).toList();
        assertTrue(own.stream().anyMatch(line -> line.contains(" mote.node.Node source: shared objects file")));
    }

    @Test
    void nodeAnswersPing() throws Exception {
        Process node = start(List.of("./mote", "run", "--listen", "/ip4/127.0.0.1/tcp/0", "--state", "state", "--json"),
                "");
        try (BufferedReader out = node.inputReader()) {
            assertTrue(call("./mote", "ping", address(out), "-c", "3", "--json").getLast().contains("\"received\":3"));
        } finally {
            node.destroy();
        }
        assertEquals(0, node.waitFor());
    }

    /// An image with a security provider too few would fail here.
    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "rsa", "ecdsa", "secp256k1"})
    void knowsPeersWithKeysOfEveryType(String keyType) throws Exception {
        String peer = System.getenv("MOTE_PEER_GO");
        assertNotNull(peer, "run by ./build.sh interop");
        Process go = start(List.of(peer, "--key-type", keyType), "");
        try (BufferedReader out = go.inputReader()) {
            var found = Json.parse(call("./mote", "identify", address(out), "--json").getLast());
            assertEquals(keyType, found.text("keyType").toLowerCase());
            assertEquals("valid", found.text("signedRecord"));
        } finally {
            go.destroyForcibly();
        }
    }

    private static List<String> call(String... command) throws Exception {
        Process process = start(List.of(command), "");
        List<String> out;
        try (Stream<String> lines = process.inputReader().lines()) {
            out = lines.toList();
        }
        assertEquals(0, process.waitFor(), String.join(" ", command));
        return out;
    }

    /// @param options for the JVM
    private static Process start(List<String> command, String options) throws IOException {
        var builder = new ProcessBuilder(command).directory(temp.toFile())
                .redirectError(temp.resolve("err").toFile());
        builder.environment().put("JDK_JAVA_OPTIONS", options);
        builder.environment().put("JAVA_HOME", "/nowhere");
        return builder.start();
    }

    private static String address(BufferedReader out) throws IOException {
        return Json.parse(out.readLine()).at("addresses").list().getFirst().text();
    }
}
