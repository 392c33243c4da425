package mote.tidy;

import static mote.tidy.Rule.onFiles;
import static mote.tidy.Rule.onLines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// What can be told from the lines of a file, in whatever language.
final class TextRules {

    private static final Pattern MACHINE_PATH = Pattern.compile("(?<![\\w.~}*])/(work|root|home|tmp/wt|Users)/\\w");
    private static final Pattern REGISTRY = Pattern.compile(
            "repo1?\\.maven\\.|(static|index)\\.crates\\.|proxy\\.golang\\.|registry\\.npmjs|pypi\\.org|deb\\.debian");
    private static final Pattern UNDONE = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b");

    /// A file by its path, or a class by its name, which is group 1.
    private static final Pattern NAMED_FILE = Pattern.compile(
            "(?<=[(`])(?:src|test|conf|jlink)/[\\w./-]*"
                    + "|(?<=`)((?:mote|contract|fuzz|interop|bench)(?:\\.[a-z]+)*\\.[A-Z]\\w+)");
    /// The version of Mote; `ipfs/0.1.0` is the name of a protocol family.
    private static final Pattern VERSION = Pattern.compile(
            "(?<!ipfs/)(?<![\\d.])" + Pattern.quote(version()) + "(?![\\d.])");

    static final List<Rule> ALL = List.of(
            onLines("a line has at most 120 characters", source -> !ends(source, ".md"),
                    line -> line.codePointCount(0, line.length()) > 120,
                    Source.of("build.sh", "x".repeat(121) + "\n")),
            onLines("no tab but in make and go", source -> !ends(source, "Makefile") && !ends(source, ".go")
                    && !ends(source, ".mod"),
                    line -> line.contains("\t"),
                    Source.of("src/A.java", "class A {\n\tint a;\n}\n")),
            onLines("no blank at the end of a line", source -> true,
                    line -> !line.equals(line.stripTrailing()),
                    Source.of("README.md", "A line. \nAnother.\n")),
            onLines("no path of one machine", source -> true,
                    line -> MACHINE_PATH.matcher(line).find(),
                    Source.of("build.sh", "cd /ro" + "ot/mote\n")),
            onLines("no host of a package registry", source -> true,
                    line -> REGISTRY.matcher(line).find(),
                    Source.of("build.sh", "curl https://re" + "po1.mav" + "en.example/x.jar\n")),
            onLines("nothing is left as a note to do it later", source -> true,
                    line -> UNDONE.matcher(line).find(),
                    Source.of("src/A.java", "class A { } // TO" + "DO: all of it\n")),
            onLines("the version stands in build.sh alone",
                    source -> !source.path().equals("build.sh") && !listsOthers(source),
                    line -> VERSION.matcher(line).find(),
                    Source.of("README.md", "This is version " + version() + "\n")),
            onLines("what the README names is there", source -> source.path().equals("README.md"),
                    line -> NAMED_FILE.matcher(line).results().anyMatch(named -> !isThere(named)),
                    Source.of("README.md", "Read `src/mote/Gone.java` first.\n"),
                    Source.of("README.md", "Run [the test](test/mote/GoneTest.java).\n"),
                    Source.of("README.md", "Start at `mote.bytes.Gone`.\n")),
            onFiles("a file ends with one line end", source -> true,
                    source -> !source.text().endsWith("\n") || source.text().endsWith("\n\n"),
                    Source.of("README.md", "# Mote")),
            onFiles("a file has no carriage return", source -> true,
                    source -> source.text().contains("\r"),
                    Source.of("README.md", "# Mote\r\n")),
            onFiles("a file has at most 400 lines", source -> true,
                    source -> source.text().lines().count() > 400,
                    Source.of("build.sh", "x\n".repeat(401))));

    private TextRules() {
    }

    private static boolean ends(Source source, String suffix) {
        return source.path().endsWith(suffix);
    }

    /// Whether it pins the versions of what others made.
    private static boolean listsOthers(Source source) {
        return ends(source, ".mod") || ends(source, "package.json") || ends(source, "requirements.txt");
    }

    private static boolean isThere(MatchResult named) {
        if (named.group(1) == null) {
            return Files.exists(Path.of(named.group()));
        }
        String path = named.group(1).replace('.', '/') + ".java";
        return Files.exists(Path.of("src", path)) || Files.exists(Path.of("test", path));
    }

    private static String version() {
        try {
            return Files.readAllLines(Path.of("build.sh")).stream().filter(line -> line.startsWith("version="))
                    .map(line -> line.substring("version=".length())).findFirst().orElseThrow();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
