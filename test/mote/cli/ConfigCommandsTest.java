package mote.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `config check`, `config show`, what the other commands make of the file, and `conf/mote.conf` itself.
class ConfigCommandsTest {

    private static final Path DOCUMENTED = Path.of("conf/mote.conf");

    @TempDir
    Path temp;

    @Test
    void documentedFileHasEveryKeyWithItsMeaning() throws Exception {
        List<String> lines = Files.readAllLines(DOCUMENTED);
        for (Usage.Option setting : Settings.ALL) {
            int at = 0;
            while (!lines.get(at).startsWith("#" + setting.key() + " = ")) {
                at++;
            }
            var comment = new StringBuilder();
            for (int i = at - 1; lines.get(i).startsWith("# "); i--) {
                comment.insert(0, lines.get(i).substring(1));
            }
            String meaning = setting.meaning().substring(0, 1).toUpperCase() + setting.meaning().substring(1) + ".";
            assertTrue(comment.toString().startsWith(" " + meaning), setting.key() + ":" + comment);
            assertTrue(comment.toString().endsWith(" Default: " + setting.standard() + ".")
                    || lines.get(at).equals("#" + setting.key() + " = " + setting.standard()), lines.get(at));
        }
    }

    /// Where the state folder of a service is that of the file's examples.
    @Test
    void documentedFileHasNothingButTheDefaults() throws Exception {
        String service = "/var/lib/mote";
        var bare = Call.start(Map.of("STATE_DIRECTORY", service), "config", "show", "--config", "/dev/null");
        var commented = Call.start(Map.of("STATE_DIRECTORY", service), "config", "show", "--config", DOCUMENTED + "");
        assertEquals(bare.out(), commented.out());

        String text = Files.readString(DOCUMENTED).replaceAll("(?m)^#(\\S)", "$1");
        Path uncommented = Files.writeString(temp.resolve("mote.conf"), text);
        assertEquals(List.of(uncommented + " is right"), Call.start("config", "check", uncommented + "").out());
        var shown = Call.start("config", "show", "--config", uncommented + "").out();
        assertTrue(shown.stream().allMatch(line -> line.contains("  # " + uncommented + ":")), shown.toString());
        assertEquals(bare.out().stream().map(ConfigCommandsTest::setting).toList(),
                shown.stream().map(ConfigCommandsTest::setting).toList());
    }

    @Test
    void documentedFileIsRight() throws Exception {
        var check = Call.start("config", "check", DOCUMENTED.toString(), "--json");
        assertEquals(0, check.code());
        var summary = check.json();
        assertEquals(List.of("event", "file", "mistakes"), summary.keys());
        assertEquals(0, summary.at("mistakes").number());
    }

    @Test
    void everyFlagOfRunIsKeyButTheOneThatNamesTheFileAndTheOneThatTraces() {
        var flags = new ArrayList<>(new RunCommand().usage().options());
        flags.remove(Usage.TRACE);
        assertEquals(flags, new ConfigShowCommand().usage().options());
        flags.remove(Settings.CONFIG);
        assertEquals(Settings.ALL, flags);
    }

    @Test
    void checkTellsEveryMistakeAndEndsWithOne() throws Exception {
        Path file = write("idle = soon\n\nfoo = 1\n");
        var text = Call.start("config", "check", file.toString());
        assertEquals(1, text.code());
        List<String> lines = text.out();
        assertEquals(2, lines.size());
        assertTrue(lines.getFirst().startsWith(file + ":1: idle: 'soon' is not a time"), lines.toString());
        assertTrue(lines.getLast().startsWith(file + ":3: there is no key 'foo'"), lines.toString());

        var json = Call.start("config", "check", file.toString(), "--json");
        var mistake = json.json();
        assertEquals(List.of("event", "file", "line", "reason"), mistake.keys());
        assertEquals("mistake", mistake.text("event"));
        assertEquals(1, mistake.at("line").number());
        assertEquals(3, json.json().at("line").number());
        assertEquals(2, json.json().at("mistakes").number());
    }

    @Test
    void checkReadsTheFileThatRunWould() throws Exception {
        Path file = write("idle = soon\n");
        var check = Call.start(Map.of("XDG_CONFIG_HOME", temp.toString()), "config", "check");
        assertEquals(1, check.code());
        assertTrue(check.out().getFirst().startsWith(file + ":1: "), check.out().toString());
    }

    @Test
    void checkNamesThePlacesWhereThereIsNoFile() throws Exception {
        assumeTrue(Files.notExists(Path.of("/etc/mote.conf")), "this host has a configuration file");
        var check = Call.start(Map.of("HOME", temp.toString()), "config", "check");
        assertEquals(0, check.code());
        assertEquals(List.of("there is no configuration file, so the defaults hold; looked for " + temp
                + "/.config/mote/mote.conf and /etc/mote.conf"), check.out());
    }

    @Test
    void showSaysWhereEachValueComesFrom() throws Exception {
        Path file = write("\nidle = 5m\nstreams = 7\nlisten = /ip4/127.0.0.1/tcp/1\n");
        var show = Call.start("config", "show", "--config", file.toString(), "--streams", "8", "--state", "/s");
        assertEquals(0, show.code());
        List<String> lines = show.out();
        assertTrue(lines.containsAll(List.of("idle = 5m  # " + file + ":2", "streams = 8  # flag", "state = /s  # flag",
                "listen = /ip4/127.0.0.1/tcp/1  # " + file + ":4", "key = /s/key.pem  # default",
                "memory = 16MiB  # default")), lines.toString());

        var json = Call.start("config", "show", "--config", file.toString(), "--state", "/s", "--json");
        var listen = json.json();
        assertEquals(List.of("key", "value", "origin", "file", "line"), listen.keys());
        assertEquals("file", listen.text("origin"));
        var key = json.json();
        assertEquals(List.of("key", "value", "origin"), key.keys());
        assertEquals("/s/key.pem", key.text("value"));
        assertEquals("default", key.text("origin"));
    }

    @Test
    void whatShowPrintsIsFileThatSaysTheSame() throws Exception {
        List<String> shown = Call.start("config", "show", "--state", "/s", "--connections", "9").out();
        Path file = write(String.join("\n", shown));
        assertEquals(shown.stream().map(ConfigCommandsTest::setting).toList(),
                Call.start("config", "show", "--config", file.toString()).out().stream()
                        .map(ConfigCommandsTest::setting).toList());
    }

    @Test
    void runSaysWhereTheMistakeIs() throws Exception {
        Path file = write("idle = soon\nfoo = 1\n");
        for (String command : List.of("run", "id", "config show")) {
            List<String> words = new ArrayList<>(List.of(command.split(" ")));
            words.addAll(List.of("--config", file.toString(), "--json"));
            var call = Call.start(words.toArray(String[]::new));
            assertEquals(2, call.code(), command);
            var error = call.json();
            assertEquals("usage", error.text("blame"));
            assertTrue(error.text("reason").startsWith(file + ":1: idle: 'soon' is not a time"), error.toString());
            assertTrue(error.text("reason").endsWith("; 1 more with: mote config check " + file), error.toString());
        }
    }

    @Test
    void runAndIdUseTheFileOfTheUser() throws Exception {
        Path file = write("listen = /ip4/127.0.0.1/tcp/0\nstate = " + temp.resolve("state") + "\n");
        var user = Map.of("XDG_CONFIG_HOME", temp.toString());
        try (var run = Call.start(user, "run", "--json")) {
            var listening = run.json();
            assertEquals(1, listening.at("addresses").list().size());
            assertEquals(List.of(listening.text("peerId")), Call.start(user, "id").out());
            run.stop();
            assertEquals("settings from " + file, run.err().getFirst());
        }
    }

    @Test
    void fileThatIsNamedHasToBeThere() throws InterruptedException {
        var run = Call.start("run", "--config", temp.resolve("none").toString(), "--json");
        assertEquals(1, run.code());
        assertTrue(run.json().text("reason").endsWith("there is no file " + temp.resolve("none")));
    }

    private Path write(String text) throws IOException {
        Files.createDirectories(temp.resolve("mote"));
        return Files.writeString(temp.resolve("mote/mote.conf"), text);
    }

    private static String setting(String line) {
        return line.substring(0, line.indexOf("  # "));
    }
}
