package mote.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import mote.bytes.P2pException;
import mote.crypto.Identity;
import mote.node.NodeConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigFileTest {

    private static final NodeConfig STANDARD =
            NodeConfig.of(Identity.generate(new Random(7)));

    @TempDir
    Path temp;

    @Test
    void setsWhatRunTakesAsFlags() throws Exception {
        var arguments = read("""
                # a comment
                listen = /ip4/127.0.0.1/tcp/1 # another
                  listen=/ip4/127.0.0.1/tcp/2\r
                connections\t=\t600
                connections-per-peer = 2
                connections-per-ip4 = 3
                connections-per-ip6-56 = 4
                connections-per-ip6-48 = 5
                streams = 100
                memory = 2MiB
                idle = 30s
                perf = true
                key = /a b#c/key.pem
                """);
        var config = Settings.apply(arguments, STANDARD);
        assertEquals(List.of("/ip4/127.0.0.1/tcp/1", "/ip4/127.0.0.1/tcp/2"),
                Settings.listen(arguments).stream().map(Object::toString).toList());
        assertEquals(new mote.budget.Limits(2 << 20, 600, 100, 8_192, 1_200, 160), config.budget());
        assertEquals(STANDARD.swarm().withConnectionsPer(2, 3, 4, 5), config.swarm());
        assertEquals(Duration.ofSeconds(30), config.idle());
        assertTrue(config.perfForAll());
        assertEquals("/a b#c/key.pem", arguments.text("--key").orElseThrow());
    }

    @Test
    void changesNothingWhereItSaysNothing() throws Exception {
        assertEquals(STANDARD, Settings.apply(read(""), STANDARD));
        assertEquals(STANDARD, Settings.apply(read("\ufeff# begins with the mark of a byte order"), STANDARD));
    }

    @Test
    void givesWayToTheCommandLine() throws Exception {
        var arguments = read("listen = /ip4/127.0.0.1/tcp/1\nperf = true\nidle = 30s\n", "--perf=false", "--listen",
                "/ip4/127.0.0.1/tcp/2");
        var config = Settings.apply(arguments, STANDARD);
        assertEquals("[/ip4/127.0.0.1/tcp/2]", Settings.listen(arguments).toString());
        assertEquals(Duration.ofSeconds(30), config.idle());
        assertEquals(false, config.perfForAll());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "conections = 1 | there is no key 'conections' (did you mean connections?), only listen, key, state, conn",
        "--perf = true | (did you mean perf?)",
        "config = /a | there is no key 'config'",
        "connections | 'connections' is not of the form: key = value",
        "[mote] | '[mote]' is not of the form: key = value",
        "= 1 | there is no key ''",
        "idle = | idle needs a value",
        "idle = # | idle needs a value",
        "idle = 0s | idle: at least 1ms, not 0s",
        "idle = 10 | idle: '10' is not a time such as 200ms",
        "idle = 9999h | idle: at most 8760h, not 9999h",
        "connections = 0 | connections: at least 1, not 0",
        "streams = 1e3 | streams: '1e3' is not a whole number",
        "memory = 1 MiB | memory: '1 MiB' is not a size such as",
        "memory = 64k | memory: at least 1MiB, not 64k",
        "memory = 999G | memory: at most ",
        "perf = yes | perf: 'yes' is not true or false",
        "listen = 0.0.0.0:4001 | listen: '0.0.0.0:4001' is not an address",
        "state = state | state: 'state' is not a path that begins with /",
        "key = ~/key.pem | key: '~/key.pem' is not a path that begins with /",
        "key = /a\0b | key: ",
        "key = /\ufffd | key: '/\ufffd' is not in UTF-8",
    })
    void tellsWhatIsWrongWithLine(String line, String reason) throws Exception {
        var file = write("# the first line\n" + line + "\nidle = 5m\n");
        var mistake = ConfigFile.read(file, arguments()).getFirst();
        assertEquals(2, mistake.number());
        assertTrue(mistake.reason().contains(reason), mistake.reason());
    }

    @Test
    void refusesKeyThatStandsTwiceUnlessItTakesList() throws Exception {
        var file = write("listen = /ip4/127.0.0.1/tcp/1\nidle = 5m\nlisten = /ip4/127.0.0.1/tcp/2\nidle = 6m\n");
        assertEquals(List.of(new ConfigFile.Mistake(4, "idle stands in line 2 already")),
                ConfigFile.read(file, arguments()));
    }

    @Test
    void refusesWrongValueThatTheCommandLineReplaces() throws Exception {
        assertEquals(1, ConfigFile.read(write("idle = soon\n"), arguments("--idle", "1s")).size());
    }

    /// Bytes put in, taken out and changed: a mistake has a line and a reason, and nothing else comes of it.
    @Test
    void survivesWhateverStandsInIt() throws Exception {
        byte[] text = Files.readAllBytes(Path.of("conf/mote.conf"));
        var random = new Random(1);
        Path file = temp.resolve("mote.conf");
        int mistaken = 0;
        for (int i = 0; i < 200; i++) {
            byte[] changed = text.clone();
            for (int j = 0; j < 100; j++) {
                byte[] some = "\n= #-/0\0\u00ff9km".getBytes(StandardCharsets.ISO_8859_1);
                changed[random.nextInt(changed.length)] = some[random.nextInt(some.length)];
            }
            Files.write(file, changed);
            for (var mistake : ConfigFile.read(file, arguments())) {
                assertTrue(mistake.number() > 0 && !mistake.reason().isEmpty());
                mistaken++;
            }
        }
        assertTrue(mistaken > 200, "" + mistaken);
    }

    @Test
    void readsNothingEndless() {
        var failure = assertThrows(P2pException.class, () -> ConfigFile.read(Path.of("/dev/zero"), arguments()));
        assertTrue(failure.getMessage().contains("more than 65536 bytes"), failure.getMessage());
    }

    @Test
    void isLookedForWhereUserHasItAndThenWhereTheSystemHasIt() {
        assertEquals("[/x/mote/mote.conf, /etc/mote.conf]",
                ConfigFile.places(Map.of("HOME", "/pi", "XDG_CONFIG_HOME", "/x")).toString());
        assertEquals("[/pi/.config/mote/mote.conf, /etc/mote.conf]",
                ConfigFile.places(Map.of("HOME", "/pi", "XDG_CONFIG_HOME", "x")).toString());
        assertEquals("[/etc/mote.conf]", ConfigFile.places(Map.of()).toString());
    }

    private Arguments read(String text, String... flags) throws Exception {
        var arguments = arguments(flags);
        assertEquals(List.of(), ConfigFile.read(write(text), arguments));
        return arguments;
    }

    private Path write(String text) throws IOException {
        return Files.writeString(temp.resolve("mote.conf"), text, StandardCharsets.UTF_8);
    }

    private static Arguments arguments(String... flags) throws UsageException {
        return Arguments.parse(new RunCommand().usage(), List.of(flags));
    }
}
