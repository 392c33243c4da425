package mote.tidy;

import static org.junit.platform.engine.discovery.ClassNameFilter.STANDARD_INCLUDE_PATTERN;
import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/// Runs tests and says little while they pass: a line per package, why a test was skipped, and all about a failure.
///
/// `Suite VERDICT TAGS [NAME..]` runs the tests whose tags match the expression TAGS, in the packages and classes that
/// are named, or else all. A class may be named without its package. It writes `N passed, N failed` to the file
/// VERDICT; no verdict means that it died.
public final class Suite implements TestExecutionListener {

    private static final Path TESTS = Path.of("build/test");

    /// A test that hangs is interrupted after this time.
    private static final String TEST_MAX = "120 s";

    private record Share(int tests, long nanos) {

        Share plus(Share more) {
            return new Share(tests + more.tests, nanos + more.nanos);
        }
    }

    private final PrintStream out;
    // Tests run on one thread, so nothing is guarded.
    private final Map<String, Share> shares = new TreeMap<>();
    private final Set<String> skipped = new LinkedHashSet<>();
    private long started;

    private Suite(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] args) throws IOException {
        Files.writeString(Path.of(args[0]), run(System.out, args[1], List.of(args).subList(2, args.length)));
        System.exit(0);
    }

    /// Runs tests, reports to `out` and returns the verdict.
    static String run(PrintStream out, String tags, List<String> names) throws IOException {
        var suite = new Suite(out);
        var counts = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request(tags, names), suite, counts);
        return suite.report(counts.getSummary());
    }

    private static LauncherDiscoveryRequest request(String tags, List<String> asked) throws IOException {
        var names = new ArrayList<String>();
        for (String name : asked) {
            names.addAll(fullNames(name));
        }
        List<String> patterns = new ArrayList<>(names.stream().map(Pattern::quote).toList());
        patterns.add(STANDARD_INCLUDE_PATTERN);
        return LauncherDiscoveryRequestBuilder.request()
                .selectors(names.isEmpty() ? everything() : names.stream().map(Suite::selector).toList())
                .filters(includeClassNamePatterns(patterns.toArray(String[]::new)), TagFilter.includeTags(tags),
                        EngineFilter.includeEngines("junit-jupiter"))
                .configurationParameter("junit.jupiter.execution.timeout.testable.method.default", TEST_MAX)
                .build();
    }

    private static List<? extends DiscoverySelector> everything() {
        return DiscoverySelectors.selectClasspathRoots(Set.of(TESTS));
    }

    /// All classes whose name without the package is `name`; where there is none, what was asked for.
    private static List<String> fullNames(String name) throws IOException {
        try (Stream<Path> files = Files.walk(TESTS)) {
            List<String> found = files.filter(file -> file.endsWith(name + ".class")).sorted()
                    .map(file -> TESTS.relativize(file).toString().replace(".class", "").replace('/', '.')).toList();
            return found.isEmpty() ? List.of(name) : found;
        }
    }

    private static DiscoverySelector selector(String name) {
        boolean isClass = Character.isUpperCase(name.charAt(name.lastIndexOf('.') + 1));
        return isClass ? DiscoverySelectors.selectClass(name) : DiscoverySelectors.selectPackage(name);
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        if (test.isTest()) {
            started = System.nanoTime();
        }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.isTest()) {
            shares.merge(packageOf(test), new Share(1, System.nanoTime() - started), Share::plus);
        }
        switch (result.getStatus()) {
            case SUCCESSFUL -> { }
            case ABORTED -> executionSkipped(test, result.getThrowable().map(Throwable::getMessage).orElse(""));
            case FAILED -> out.println("FAILED " + nameOf(test));
        }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        skipped.add("skipped " + nameOf(test) + ": " + reason);
    }

    private String report(TestExecutionSummary summary) {
        long all = Math.max(1, shares.values().stream().mapToLong(Share::nanos).sum());
        shares.forEach((name, share) -> out.printf("%5d tests %7.2f s %3d %%  %s%n",
                share.tests, share.nanos / 1e9, share.nanos * 100 / all, name));
        skipped.forEach(out::println);
        summary.printFailuresTo(new PrintWriter(out, true), 30);
        long skips = summary.getTestsSkippedCount() + summary.getTestsAbortedCount();
        // A container is a class whose preparation failed: none of its tests ran.
        long failures = summary.getTestsFailedCount() + summary.getContainersFailedCount();
        return summary.getTestsSucceededCount() + " passed, " + failures + " failed"
                + (skips == 0 ? "" : ", " + skips + " skipped");
    }

    private static String packageOf(TestIdentifier test) {
        String name = classOf(test.getSource().orElse(null));
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }

    private static String nameOf(TestIdentifier test) {
        return classOf(test.getSource().orElse(null)) + " " + test.getDisplayName();
    }

    private static String classOf(TestSource source) {
        return switch (source) {
            case MethodSource method -> method.getClassName();
            case ClassSource type -> type.getClassName();
            case null, default -> "";
        };
    }
}
