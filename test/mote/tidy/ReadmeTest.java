package mote.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What the README sends its reader to is there.
class ReadmeTest {

    private static final Pattern TEST = Pattern.compile("`(\\w+Test)`");

    /// What to read at a stop of the tour: a package and its files, such as `peer`: `PeerId`.
    private static final Pattern READ = Pattern.compile("`([a-z.]+)`(?:: ((?:`[A-Z]\\w+`(?:, )?)+))?");

    @Test
    void namesOnlyWhatIsThere() throws IOException {
        assertEquals(List.of(), missing(Files.readString(Path.of("README.md")), Source.all()));
    }

    @Test
    void missesWhatIsNotThere() {
        String readme = """
                | 1 | What is it? | `a.b`: `Here`, `Gone`; `c` | `HereTest` |
                | 2 | And this? | `a.b` | `GoneTest` |
                | thing | `/thing` | complete | `LostTest`, `interop` |
                """;
        List<Source> sources = List.of(
                Source.of("src/mote/a/b/Here.java", "package mote.a.b; final class Here { }"),
                Source.of("test/mote/a/b/HereTest.java", "package mote.a.b; final class HereTest { }"));
        assertEquals(List.of("a.b.Gone", "c", "GoneTest", "LostTest"), missing(readme, sources));
    }

    private static List<String> missing(String readme, List<Source> sources) {
        var paths = sources.stream().map(Source::path).collect(Collectors.toSet());
        var missing = new ArrayList<String>();
        readme.lines().filter(line -> line.startsWith("| ")).forEach(line -> {
            String[] cells = line.split(" \\| ");
            if (cells.length > 3 && cells[0].matches("\\| \\d+")) {
                READ.matcher(cells[2]).results().forEach(found -> {
                    String folder = "src/mote/" + found.group(1).replace('.', '/') + "/";
                    if (paths.stream().noneMatch(path -> path.startsWith(folder))) {
                        missing.add(found.group(1));
                    } else if (found.group(2) != null) {
                        for (String type : found.group(2).replace("`", "").split(", ")) {
                            if (!paths.contains(folder + type + ".java")) {
                                missing.add(found.group(1) + "." + type);
                            }
                        }
                    }
                });
            }
            TEST.matcher(line).results().map(found -> found.group(1))
                    .filter(test -> paths.stream().noneMatch(path -> path.endsWith("/" + test + ".java")))
                    .forEach(missing::add);
        });
        return missing;
    }
}
