package mote.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import mote.cli.Usage.Exits;
import mote.cli.Usage.Operand;
import mote.cli.Usage.Option;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

    private static final Usage USAGE = new Usage("sample", "is a sample",
            List.of(new Operand("FILE", "the file"), new Operand("[MORE]", "another")),
            List.of(new Option("--size", "SIZE", "how large", "16MiB"), new Option("-i", "TIME", "how long", "1s"),
                    new Option("-c", "N", "how often", ""), new Option("--fast", "not slowly")),
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
        assertEquals(List.of("a=b", "c"), parse("f", "--size=a=b", "--size=c").all("--size"));
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
        assertTrue(message.contains("--size, -i, -c, --fast, --json, --help"), message);
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

    @Test
    void refusesValuesThatMakeNoSense() throws UsageException {
        Arguments arguments = parse("a", "--size", "much", "-i", "soon", "-c", "0");
        assertThrows(UsageException.class, () -> arguments.bytes("--size"));
        assertThrows(UsageException.class, () -> arguments.time("-i"));
        assertThrows(UsageException.class, () -> arguments.count("-c"));
        assertThrows(UsageException.class, () -> parse("a", "-c", "1x").count("-c"));
        assertThrows(UsageException.class, () -> parse("a", "-c", "2147483648").count("-c"));
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
