package mote.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
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
    void countsPassedFailedAndSkipped() throws IOException {
        assertEquals("2 passed, 1 failed, 1 skipped", run("any() | none()", Mixed.class));
        assertTrue(report.toString().contains("the reason of the failure"), report.toString());
        assertTrue(report.toString().contains("isSkippedWithReason(): Assumption failed: the reason of the skip"),
                report.toString());
    }

    @Test
    void runsOnlyTheTagsAsked() throws IOException {
        assertEquals("1 passed, 0 failed", run("sample", Mixed.class));
        assertEquals("1 passed, 1 failed, 1 skipped", run("!sample", Mixed.class));
    }

    @Test
    void countsClassThatCouldNotBePreparedAsFailed() throws IOException {
        assertEquals("0 passed, 1 failed", run("!sample", Unprepared.class));
    }

    @Test
    void countsClassThatIsNotThereAsFailed() throws IOException {
        assertEquals("0 passed, 1 failed", Suite.run(new PrintStream(report), "!sample", List.of("mote.tidy.Absent")));
    }

    @Test
    void passesNothingWhereNothingRan() throws IOException {
        assertEquals("0 passed, 0 failed", run("no-such-tag", Mixed.class));
    }

    @Test
    void findsClassWithoutItsPackage() throws IOException {
        assertEquals("1 passed, 0 failed", Suite.run(new PrintStream(report), "sample", List.of("SuiteTest$Mixed")));
        assertEquals("0 passed, 1 failed", Suite.run(new PrintStream(report), "sample", List.of("AbsentTest")));
    }

    private String run(String tags, Class<?> tests) throws IOException {
        return Suite.run(new PrintStream(report, true), tags, List.of(tests.getName()));
    }
}
