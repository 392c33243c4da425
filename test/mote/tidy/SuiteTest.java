package mote.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SuiteTest {

    /// Found by name only: the name of this class is not that of a test.
    static final class Mixed {

        @Test
        void passesAsItShould() {
            assertTrue(true);
        }

        @Test
        void failsAsItShould() {
            fail("the reason of the failure");
        }

        @Test
        void isSkippedWithReason() {
            assumeTrue(false, "the reason of the skip");
            fail("it ran on");
        }

        @Test
        @Tag("sample")
        void isTaggedAndPasses() {
            assertTrue(true);
        }
    }

    static final class Unprepared {

        @BeforeAll
        static void prepares() {
            throw new IllegalStateException("the preparation failed");
        }

        @Test
        void neverRunsAtAll() {
            fail("it ran");
        }
    }

    private final ByteArrayOutputStream report = new ByteArrayOutputStream();

    @Test
    void countsPassedFailedAndSkipped() {
        assertEquals("2 passed, 1 failed, 1 skipped", run("any() | none()", Mixed.class));
        assertTrue(report.toString().contains("the reason of the failure"), report.toString());
        assertTrue(report.toString().contains("isSkippedWithReason(): Assumption failed: the reason of the skip"),
                report.toString());
    }

    @Test
    void runsOnlyTheTagsAsked() {
        assertEquals("1 passed, 0 failed", run("sample", Mixed.class));
        assertEquals("1 passed, 1 failed, 1 skipped", run("!sample", Mixed.class));
    }

    @Test
    void countsClassThatCouldNotBePreparedAsFailed() {
        assertEquals("0 passed, 1 failed", run("!sample", Unprepared.class));
    }

    @Test
    void countsClassThatIsNotThereAsFailed() {
        assertEquals("0 passed, 1 failed", Suite.run(new PrintStream(report), "!sample", List.of("mote.tidy.Absent")));
    }

    @Test
    void passesNothingWhereNothingRan() {
        assertEquals("0 passed, 0 failed", run("no-such-tag", Mixed.class));
    }

    private String run(String tags, Class<?> tests) {
        return Suite.run(new PrintStream(report, true), tags, List.of(tests.getName()));
    }
}
