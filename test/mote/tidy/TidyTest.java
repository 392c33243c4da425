package mote.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The style of the house, executable. A [Rule] is added together with a text that breaks it.
class TidyTest {

    private static List<Source> sources;

    @BeforeAll
    static void reads() throws IOException {
        sources = Source.all();
    }

    static Stream<Rule> rules() {
        return Stream.of(TextRules.ALL, CodeRules.ALL, ShapeRules.ALL, DocRules.ALL, TestRules.ALL)
                .flatMap(List::stream);
    }

    @Test
    void readsTheWholeProject() {
        List<String> paths = sources.stream().map(Source::path).toList();
        assertTrue(paths.containsAll(List.of("build.sh", "Makefile", ".ci/run", "src/module-info.java",
                "src/mote/bytes/Bytes.java", "test/mote/tidy/TidyTest.java")), paths.toString());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void keepsToTheRule(Rule rule) {
        List<String> broken = rule.check().apply(sources).toList();
        assertEquals("", String.join("\n", broken), rule.says());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void findsWhatBreaksTheRule(Rule rule) {
        assertFalse(rule.bad().isEmpty(), "no example");
        for (Source bad : rule.bad()) {
            assertEquals(1, rule.check().apply(List.of(bad)).count(), bad.path() + "\n" + bad.text());
        }
    }
}
