package mote.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class HelpTest {

    static final List<String> COMMANDS = Command.NAMES;

    @Test
    void listsEveryCommandWithItsPurpose() throws InterruptedException {
        String all = String.join("\n", lines("help"));
        for (String name : COMMANDS) {
            Usage usage = Command.named(name).usage();
            assertEquals(name, usage.name());
            assertTrue(all.matches("(?s).*\n  " + name + " +" + usage.purpose() + "\n.*"), name);
        }
    }

    @ParameterizedTest
    @FieldSource("COMMANDS")
    void hasAnExampleOfEveryCommandThatIsUnderstood(String name) throws UsageException {
        Usage usage = Command.named(name).usage();
        assertTrue(usage.example().startsWith("mote " + name), usage.example());
        List<String> words = List.of(usage.example().substring("mote ".length()).split(" "));
        Arguments.parse(usage, words.subList(name.split(" ").length, words.size()));
    }

    @ParameterizedTest
    @FieldSource("COMMANDS")
    void explainsEveryOptionAndOperand(String name) throws InterruptedException {
        List<String> words = List.of(("help " + name).split(" "));
        List<String> text = lines(words.toArray(String[]::new));
        Usage usage = Command.named(name).usage();
        for (Usage.Option option : usage.allOptions()) {
            assertTrue(explains(text, option.shape(), option.meaning()), option.flag());
            assertEquals(option.value(), option.value().toUpperCase(), option.flag());
        }
        for (Usage.Operand operand : usage.operands()) {
            assertTrue(explains(text, operand.name(), operand.meaning()), operand.name());
        }
        assertTrue(text.contains("usage: " + usage.synopsis()), text.toString());
        assertTrue(text.contains("exit codes:"), text.toString());
    }

    @ParameterizedTest
    @FieldSource("COMMANDS")
    void printsTheSameForTheFlag(String name) throws InterruptedException {
        assertEquals(lines(("help " + name).split(" ")), lines((name + " --help").split(" ")));
    }

    @Test
    void hasTheExitCodesOfTheReadme() throws Exception {
        List<String> readme = Files.readAllLines(Path.of("README.md"));
        int head = readme.indexOf("| code | meaning |");
        List<String> rows = readme.subList(head + 2, readme.size()).stream().takeWhile(line -> line.startsWith("|"))
                .map(row -> row.replace("`", "")).toList();
        List<String> help = lines("help");
        List<String> codes = help.subList(help.indexOf("exit codes:") + 1, help.size()).stream()
                .map(row -> "| " + row.strip().replaceFirst(" {2,}", " | ") + " |").toList();
        assertEquals(codes, rows);
        assertEquals(List.of(0, 1, 2, 3), List.copyOf(Usage.Exits.ALL.table().keySet()));
    }

    @Test
    void isWhatNothingAndFlagsMean() throws InterruptedException {
        assertEquals(lines("help"), lines());
        assertEquals(lines("help"), lines("--help"));
        assertEquals(lines("help"), lines("-h"));
        assertEquals(lines("version"), lines("--version"));
    }

    @Test
    void explainsAllCommandsOfOneFamily() throws InterruptedException {
        String keys = String.join("\n", lines("help", "key"));
        for (String name : List.of("key new", "key show", "key import", "key export")) {
            assertTrue(keys.contains("mote " + name + ": "), keys);
        }
        assertFalse(keys.contains("mote ping"), keys);
    }

    @Test
    void printsOneObjectForEachCommandAsJson() throws InterruptedException {
        List<String> lines = lines("help", "--json");
        assertEquals(COMMANDS, lines.stream().map(line -> vectors.Json.parse(line).text("command")).toList());
    }

    private static boolean explains(List<String> text, String name, String meaning) {
        return text.stream().anyMatch(line -> line.startsWith("  " + name + "  ") && line.contains("  " + meaning));
    }

    private static List<String> lines(String... words) throws InterruptedException {
        var call = Call.start(words);
        assertEquals(Command.DONE, call.code());
        assertEquals(List.of(), call.err());
        return call.out();
    }
}
