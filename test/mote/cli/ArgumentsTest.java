package mote.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import mote.cli.Usage.Exits;
import mote.cli.Usage.Operand;
import mote.cli.Usage.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {

    private static final Usage USAGE = new Usage("sample", "is a sample",
            List.of(new Operand("FILE", "the file"), new Operand("[MORE]", "another")),
            List.of(new Option("--size", "SIZE", "how large", "16MiB"), new Option("-i", "TIME", "how long", "1s"),
                    new Option("-c", "N", "how often", ""), new Option("--fast", "not slowly"),
                    new Option("--name", "FILE", "what it is called", ""),
                    new Option("--share", "SIZE", "how much of it", "4KiB", "1KiB", "64KiB"),
                    new Option("--more", "", "not less", "false")),
            "mote sample a", Exits.DEFAULT);

    @Test
    void takesOptionsAndOperandsInAnyOrder() throws UsageException {
        Arguments arguments = parse("--size", "2k", "a", "-i", "5s", "b", "--fast");
        assertEquals("a", arguments.needed(0));
        assertEquals(Optional.of("b"), arguments.operand(1));
        assertEquals(2_000, arguments.bytes("--size"));
        assertEquals(Duration.ofSeconds(5), arguments.time("-i"));
        assertTrue(arguments.has("--fast"));
        assertFalse(arguments.has("--json"));
    }

    @Test
    void takesValueAfterEqualsSign() throws UsageException {
        assertEquals(List.of("a=b", "c"), parse("f", "--name=a=b", "--name=c").given("--name").stream()
                .map(Arguments.Given::text).toList());
    }

    @Test
    void usesDefaultsOfWhatIsMissing() throws UsageException {
        Arguments arguments = parse("a");
        assertEquals(16 << 20, arguments.bytes("--size"));
        assertEquals(Duration.ofSeconds(1), arguments.time("-i"));
        assertEquals(Optional.empty(), arguments.operand(1));
        assertEquals(Optional.empty(), arguments.text("-c"));
    }

    @Test
    void refusesUnknownOptionNamingTheNearestAndAll() {
        String message = refusal("a", "--sise", "1");
        assertTrue(message.contains("did you mean --size?"), message);
        assertTrue(message.contains("--size, -i, -c, --fast, --name, --share, --more, --json, --help"), message);
        assertTrue(message.contains("mote help sample"), message);
    }

    @Test
    void refusesMissingAndSurplusOperands() {
        assertTrue(refusal().contains("needs FILE: the file"), refusal());
        assertTrue(refusal("a", "b", "c").contains("'c'"), refusal("a", "b", "c"));
    }

    @Test
    void refusesMissingAndSurplusValues() {
        assertTrue(refusal("a", "--size").contains("--size SIZE"));
        assertTrue(refusal("a", "--size", "").contains("--size SIZE"));
        assertTrue(refusal("a", "--size=").contains("--size SIZE"));
        assertTrue(refusal("a", "--fast=yes").contains("takes no value"));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {"--size, much, 'much' is not a size", "-i, soon, 'soon' is not a time",
            "-c, 0, at least 1, not 0", "-c, 1x, '1x' is not a whole number", "-c, 2147483648, is not a whole number",
            "-c, -1, '-1' is not a whole number"})
    void refusesValuesThatMakeNoSense(String flag, String value, String reason) {
        String message = refusal("a", flag, value);
        assertTrue(message.startsWith(flag + ": ") && message.contains(reason), message);
    }

    @Test
    void refusesValuesOutOfBounds() throws UsageException {
        assertTrue(refusal("a", "--share", "1023").startsWith("--share: at least 1KiB, not 1023"));
        assertTrue(refusal("a", "--share", "1M").startsWith("--share: at most 64KiB, not 1M"));
        assertEquals(64 << 10, parse("a", "--share", "64KiB").bytes("--share"));
    }

    @Test
    void turnsSwitchOffThatMayBeOnElsewhere() throws UsageException {
        assertFalse(parse("a").isOn("--more"));
        assertTrue(parse("a", "--more").isOn("--more"));
        assertTrue(parse("a", "--more=true").isOn("--more"));
        assertFalse(parse("a", "--more=false").isOn("--more"));
        assertTrue(refusal("a", "--more=yes").startsWith("--more: 'yes' is not true or false"));
    }

    @Test
    void takesFromFileWhatTheCommandLineDoesNotSay() throws UsageException {
        Arguments arguments = parse("a", "--size", "2k");
        Path file = Path.of("/etc/sample.conf");
        arguments.add(USAGE.options().getFirst(), new Arguments.Given("3k", file, 1));
        arguments.add(USAGE.options().get(1), new Arguments.Given("7s", file, 2));
        assertEquals(2_000, arguments.bytes("--size"));
        assertEquals(List.of(new Arguments.Given("7s", file, 2)), arguments.given("-i"));
        assertEquals(Duration.ofSeconds(7), arguments.time("-i"));
    }

    @Test
    void needsNoOperandsToAskForHelp() throws UsageException {
        assertTrue(parse("--help").has("--help"));
    }

    private static Arguments parse(String... words) throws UsageException {
        return Arguments.parse(USAGE, List.of(words));
    }

    private static String refusal(String... words) {
        return assertThrows(UsageException.class, () -> parse(words)).getMessage();
    }
}
