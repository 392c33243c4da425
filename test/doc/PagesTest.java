package doc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The pages beside the API documentation have all that they should.
class PagesTest {

    private static final Pattern URL = Pattern.compile("https?://[^\")>\\s]+");

    @Test
    void listsEverySpecificationThatTheSourcesCite() throws IOException {
        Map<String, String> sources = sources();
        String page = Pages.specifications(sources);
        var missing = new TreeSet<String>();
        int cited = 0;
        int quoted = 0;
        for (String text : sources.values()) {
            for (String line : text.lines().filter(line -> line.strip().startsWith("//")).toList()) {
                cited += (int) URL.matcher(line).results().count();
                quoted += line.contains("spec: ") && !line.contains("href") ? 1 : 0;
                URL.matcher(line).results().map(found -> "href=\"" + found.group() + "\"")
                        .filter(link -> !page.contains(link)).forEach(missing::add);
            }
        }
        assertTrue(cited > 40, "links in comments: " + cited);
        assertEquals(new TreeSet<String>(), missing);
        String rules = page.substring(page.indexOf("Rules that are quoted"));
        assertEquals(quoted, rules.split("<tr><td>").length - 1, rules);
    }

    @Test
    void saysWhereSpecificationIsCitedAndWhatIsQuoted() {
        String page = Pages.specifications(new TreeMap<>(Map.of("mote/a/A", """
                /// A.
                ///
                /// @see <a href="https://example.org/a">spec: a,
                ///      part one</a>
                class A {
                    // spec: a, part 2: "every <b> MUST
                    // be small"
                    int b; // no quotation
                }
                """, "mote/a/package-info", "/// See the [a spec](https://example.org/a).\npackage mote.a;\n")));
        assertTrue(page.contains("<a href=\"https://example.org/a\">a spec; a, part one</a>"), page);
        assertTrue(page.contains("<a href=\"mote/mote/a/A.html\"><code>mote.a.A</code></a>, "
                + "<a href=\"mote/mote/a/package-summary.html\"><code>mote.a</code></a>"), page);
        assertTrue(page.contains("<td>a, part 2</td><td>&quot;every &lt;b&gt; MUST be small&quot;</td>"), page);
    }

    @Test
    void linksEveryStopOfTheTour() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String page = Pages.tour(readme);
        long stops = readme.substring(readme.indexOf("## Reading tour")).lines()
                .filter(line -> line.matches("\\| \\d+ \\|.*")).count();
        assertEquals(stops + 1, page.split("<tr>").length - 1);
        var missing = new TreeSet<String>();
        Pattern.compile("href=\"mote/(mote/[^\"]+)\\.html\"").matcher(page).results().map(found -> found.group(1)
                .replace("package-summary", "package-info")).filter(name -> Files.notExists(Path.of("src", name
                + ".java"))).forEach(missing::add);
        assertEquals(new TreeSet<String>(), missing);
        assertTrue(page.contains("<a href=\"mote/mote/connection/Upgrader.html\"><code>Upgrader</code></a>"), page);
    }

    private static Map<String, String> sources() throws IOException {
        var sources = new TreeMap<String, String>();
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                sources.put(Path.of("src").relativize(file).toString().replace(".java", ""), Files.readString(file));
            }
        }
        return sources;
    }
}
