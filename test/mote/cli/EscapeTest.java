package mote.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class EscapeTest {

    @Test
    void leavesOrdinaryTextAsItIs() {
        assertEquals("go-libp2p/0.48.0 (Linux) é 猫 𝒳 \\", Escape.terminal("go-libp2p/0.48.0 (Linux) é 猫 𝒳 \\"));
    }

    @Test
    void writesWhatTerminalObeysAsNumbers() {
        assertEquals("\\u001b[2Jgone", Escape.terminal("\u001b[2Jgone"));
        assertEquals("a\\u000ab\\u000dc\\u0009d", Escape.terminal("a\nb\rc\td"));
        assertEquals("\\u009b31m", Escape.terminal("\u009b31m"), "the C1 form of CSI");
        assertEquals("\\u007f", Escape.terminal("\u007f"));
    }

    @Test
    void writesOverridesOfDirectionAsNumbers() {
        assertEquals("\\u202etxt.exe", Escape.terminal("\u202etxt.exe"));
        assertEquals("\\u2066\\u2069\\u200f\\u061c", Escape.terminal("\u2066\u2069\u200f\u061c"));
    }

    @Test
    void writesLineSeparatorsAndLoneSurrogatesAsNumbers() {
        assertEquals("\\u2028\\u2029\\ud800", Escape.terminal("\u2028\u2029\ud800"));
        assertEquals("\\udb40\\udc41", Escape.terminal("\udb40\udc41"), "an invisible tag letter, as two units");
    }

    @Test
    void leavesNothingUnescapedBelowBlankOrInvisible() {
        for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
            String shown = Escape.terminal(Character.toString(point));
            int type = Character.getType(point);
            boolean obeyed = type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE;
            assertTrue(!obeyed || shown.startsWith("\\u"), Integer.toHexString(point));
        }
    }

    @Test
    void writesJsonInAsciiWhateverItHolds() {
        var json = new StringBuilder();
        for (int unit = 0; unit <= Character.MAX_VALUE; unit++) {
            Escape.json(Character.toString((char) unit), json);
        }
        assertTrue(json.chars().allMatch(unit -> unit >= ' ' && unit <= '~'));
    }

    @Test
    void escapesQuotesAndBackslashesInJson() {
        var json = new StringBuilder();
        Escape.json("say \"a\\b\"\n", json);
        assertEquals("\"say \\\"a\\\\b\\\"\\u000a\"", json.toString());
    }
}
