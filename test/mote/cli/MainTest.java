package mote.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands that need no peer, and what Main makes of mistakes and failures.
class MainTest {

    @TempDir
    Path temp;

    @Test
    void tellsMistakesInWordsAndEndsWithTwo() throws InterruptedException {
        var call = Call.start("pnig");
        assertEquals(2, call.code());
        assertEquals(List.of(), call.out());
        assertTrue(call.err().getFirst().startsWith("mote: there is no command 'pnig' (did you mean ping?), only run,"),
                call.err().toString());
    }

    @Test
    void tellsMistakesInJsonOnTheStandardOutput() throws InterruptedException {
        var call = Call.start("ping", "--json", "--count", "3", "/ip4/127.0.0.1/tcp/4001");
        assertEquals(2, call.code());
        assertEquals(List.of(), call.err());
        var error = call.json();
        assertEquals(List.of("event", "reason", "blame"), error.keys());
        assertEquals("error", error.text("event"));
        assertEquals("usage", error.text("blame"));
        assertTrue(error.text("reason").contains("no option --count"), error.toString());
    }

    @Test
    void namesTheSecondWordsOfCommandThatNeedsOne() throws InterruptedException {
        var call = Call.start("key", "--json");
        assertEquals(2, call.code());
        assertTrue(call.json().text("reason").endsWith("only key new, key show, key import, key export"));
    }

    @Test
    void refusesAddressesThatAreNone() throws InterruptedException {
        for (String command : List.of("ping", "identify", "perf")) {
            var call = Call.start(command, "127.0.0.1:4001", "--json");
            assertEquals(2, call.code());
            assertTrue(call.json().text("reason").contains("looks like /ip4/"), command);
        }
    }

    @Test
    void tellsFailuresWithBlameAndEndsWithOne() throws InterruptedException {
        var call = Call.start("key", "show", temp.resolve("none.pem").toString(), "--json");
        assertEquals(1, call.code());
        var error = call.json();
        assertEquals("local", error.text("blame"));
        assertTrue(error.text("reason").contains("none.pem"), error.toString());
    }

    @Test
    void makesShowsExportsAndImportsKey() throws Exception {
        String made = temp.resolve("made.pem").toString();
        var key = json("key", "new", made);
        assertEquals("Ed25519", key.text("keyType"));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(made))));
        assertEquals(key.toString(), json("key", "show", made).toString());

        Path message = temp.resolve("made.key");
        assertEquals(key.toString(), json("key", "export", made, message.toString()).toString());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(message)));
        Path base64 = Files.write(temp.resolve("made.base64"), Base64.getEncoder().encode(Files.readAllBytes(message)));

        for (Path in : List.of(message, base64)) {
            String again = in + ".pem";
            assertEquals(key.toString(), json("key", "import", in.toString(), again).toString());
            assertEquals(Files.readString(Path.of(made)), Files.readString(Path.of(again)));
        }
        assertEquals(key.text("peerId"), json("id", "--key", made).text("peerId"));
    }

    @Test
    void neverOverwritesKeyNorPrintsIt() throws Exception {
        Path file = temp.resolve("made.pem");
        assertEquals(0, Call.start("key", "new", file.toString()).code());
        String before = Files.readString(file);
        String secret = before.lines().toList().get(2);
        var again = Call.start("key", "new", file.toString());
        assertEquals(1, again.code());
        assertTrue(again.err().getFirst().contains("exists already"), again.err().toString());
        assertEquals(before, Files.readString(file));
        for (String command : List.of("show", "new")) {
            var call = Call.start("key", command, file.toString());
            String printed = String.join("\n", call.out()) + String.join("\n", call.err());
            assertTrue(!printed.contains(secret), command);
        }
    }

    @Test
    void printsPeerIdOfKeyInTheStateFolder() throws Exception {
        Path folder = Files.createDirectories(temp.resolve("state/mote"));
        var key = json("key", "new", folder.resolve("key.pem").toString());
        var call = Call.start(Map.of("XDG_STATE_HOME", temp.resolve("state").toString()), "id");
        assertEquals(0, call.code());
        assertEquals(List.of(key.text("peerId")), call.out());
    }

    @Test
    void saysHowToMakeKeyWhereThereIsNone() throws InterruptedException {
        var call = Call.start("id", "--state", temp.toString());
        assertEquals(1, call.code());
        assertTrue(call.err().getFirst().contains("mote key new"), call.err().toString());
    }

    @Test
    void printsWhatItRunsOnWhenAsked() throws InterruptedException {
        assertEquals(List.of("version"), json("version").keys());
        assertEquals(List.of("version", "java", "system", "processors", "heapBytesMax"),
                json("version", "--verbose").keys());
        assertEquals(List.of("mote " + json("version").text("version")), Call.start("version").out());
    }

    private static vectors.Json json(String... words) throws InterruptedException {
        List<String> all = new java.util.ArrayList<>(List.of(words));
        all.add("--json");
        var call = Call.start(all.toArray(String[]::new));
        assertEquals(0, call.code());
        assertEquals(List.of(), call.err());
        return call.json();
    }
}
