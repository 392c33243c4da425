package doc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Adds two pages to the API documentation: all specifications that the sources cite, and the tour of the README with
/// links. It needs nothing but the JDK, so that `./build.sh doc` can run it as it stands.
public final class Pages {

    private static final Pattern HTML_LINK = Pattern.compile("<a href=\"(https?://[^\"]+)\">(.*?)</a>");
    private static final Pattern MARKDOWN_LINK = Pattern.compile("\\[([^]]+)]\\((https?://[^)]+)\\)");
    /// A quotation: what the specification is called, the place in it, and what it says.
    private static final Pattern QUOTATION = Pattern.compile(
            "(?<![>\\w])spec: ([^\"<]*)(\".*?\"(?=\\s|$|[.:;,)(]))");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /// A source file.
    ///
    /// @param name `mote/io/Duplex`, as its page is called
    /// @param comments all comments, on one line each block
    private record Cited(String name, String comments) {

        String page() {
            return name.equals("module-info") ? "mote/module-summary.html"
                    : "mote/" + name.replace("package-info", "package-summary") + ".html";
        }

        String shown() {
            return name.replace('/', '.').replace(".package-info", "");
        }
    }

    private Pages() {
    }

    /// @param args the README, the folder of the sources, the folder of the documentation
    public static void main(String[] args) throws IOException {
        Path docs = Path.of(args[2]);
        Files.writeString(docs.resolve("specifications.html"), specifications(sources(Path.of(args[1]))));
        Files.writeString(docs.resolve("tour.html"), tour(Files.readString(Path.of(args[0]))));
        List<String> broken = broken(docs);
        if (!broken.isEmpty()) {
            System.err.println("links to pages that are not there: " + broken);
            System.exit(1);
        }
    }

    /// The page of specifications, from the text of each source by its path without `.java`.
    static String specifications(Map<String, String> sources) {
        Map<String, TreeSet<String>> names = new TreeMap<>();
        Map<String, TreeSet<String>> users = new TreeMap<>();
        var quotations = new ArrayList<String>();
        sources.forEach((name, text) -> {
            var source = new Cited(name, comments(text));
            HTML_LINK.matcher(source.comments).results().forEach(found ->
                    cite(names, users, source, found.group(1), found.group(2)));
            MARKDOWN_LINK.matcher(source.comments).results().forEach(found ->
                    cite(names, users, source, found.group(2), found.group(1)));
            QUOTATION.matcher(source.comments).results().forEach(found -> quotations.add("<tr><td>" + link(source)
                    + "</td><td>" + escaped(found.group(1).replaceAll("[:,\\s]+$", "")) + "</td><td>"
                    + escaped(found.group(2)) + "</td></tr>\n"));
        });
        var rows = new StringBuilder();
        names.forEach((url, texts) -> rows.append("<tr><td><a href=\"").append(escaped(url)).append("\">")
                .append(escaped(String.join("; ", texts))).append("</a><br><small>").append(escaped(url))
                .append("</small></td><td>").append(String.join(", ", users.get(url))).append("</td></tr>\n"));
        return page("Specifications", "<p>All that the sources cite, and where.</p>\n<table>\n"
                + "<tr><th>specification</th><th>cited by</th></tr>\n" + rows + "</table>\n"
                + "<h2>Rules that are quoted</h2>\n<p>Each stands above the line that obeys it. Where no name is given,"
                + " it is the specification of the package.</p>\n<table>\n"
                + "<tr><th>in</th><th>specification</th><th>rule</th></tr>\n"
                + String.join("", quotations) + "</table>\n");
    }

    /// The page of the tour, from the README.
    static String tour(String readme) {
        int from = readme.indexOf("## Reading tour");
        String section = readme.substring(from, readme.indexOf("\n## ", from));
        var body = new StringBuilder();
        for (String block : section.split("\n\n")) {
            if (block.startsWith("|")) {
                body.append("<table>\n");
                block.lines().filter(line -> !line.startsWith("|---")).forEach(line -> body.append(row(line)));
                body.append("</table>\n");
            } else if (!block.startsWith("## ")) {
                body.append("<p>").append(marked(block)).append("</p>\n");
            }
        }
        return page("Reading tour", body.toString());
    }

    private static String row(String line) {
        String[] cells = line.substring(2, line.length() - 2).split(" \\| ");
        var row = new StringBuilder("<tr>");
        for (int i = 0; i < cells.length; i++) {
            row.append("<td>").append(i == 2 ? reading(cells[i]) : marked(cells[i])).append("</td>");
        }
        return row.append("</tr>\n").toString();
    }

    /// What to read at a stop: packages, such as `peer`, and their types, such as `PeerId`.
    private static String reading(String cell) {
        var linked = new StringBuilder();
        Matcher code = CODE.matcher(cell);
        String folder = "";
        while (code.find()) {
            String name = code.group(1);
            boolean isPackage = name.matches("[a-z.]+");
            folder = isPackage ? "mote/mote/" + name.replace('.', '/') + "/" : folder;
            code.appendReplacement(linked, "<a href=\"" + folder + (isPackage ? "package-summary" : name)
                    + ".html\"><code>" + name + "</code></a>");
        }
        return code.appendTail(linked).toString();
    }

    private static void cite(Map<String, TreeSet<String>> names, Map<String, TreeSet<String>> users, Cited source,
            String url, String text) {
        names.computeIfAbsent(url, _ -> new TreeSet<>()).add(text.replaceFirst("^spec: ", ""));
        users.computeIfAbsent(url, _ -> new TreeSet<>()).add(link(source));
    }

    private static String link(Cited source) {
        return "<a href=\"" + source.page() + "\"><code>" + source.shown() + "</code></a>";
    }

    /// The comments of a source, each block of lines as one line.
    static String comments(String text) {
        var comments = new StringBuilder();
        for (String line : text.lines().map(String::strip).toList()) {
            int at = line.startsWith("//") ? 0 : line.indexOf(" // ");
            if (at < 0) {
                comments.append('\n');
            } else {
                comments.append(line.substring(at).strip().replaceFirst("^/+ *", "").replaceFirst("^@see ", "\n"))
                        .append(line.startsWith("//") ? " " : "\n");
            }
        }
        return comments.toString().lines().map(String::strip).filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n")).replaceAll(" +", " ");
    }

    private static Map<String, String> sources(Path folder) throws IOException {
        var sources = new TreeMap<String, String>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String name = folder.relativize(file).toString();
                sources.put(name.substring(0, name.length() - ".java".length()), Files.readString(file));
            }
        }
        return sources;
    }

    private static List<String> broken(Path docs) throws IOException {
        var broken = new TreeSet<String>();
        for (String page : List.of("specifications.html", "tour.html")) {
            Pattern.compile("href=\"(mote/[^\"]+)\"").matcher(Files.readString(docs.resolve(page))).results()
                    .map(found -> found.group(1)).filter(target -> Files.notExists(docs.resolve(target)))
                    .forEach(broken::add);
        }
        return List.copyOf(broken);
    }

    private static String page(String title, String body) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <title>%1$s (Mote)</title>
                <style>
                body { font-family: sans-serif; margin: 2em; max-width: 70em; }
                td, th { border-bottom: 1px solid #ccc; padding: 0.3em 1em 0.3em 0; text-align: left }
                td { vertical-align: top }
                </style>
                </head>
                <body>
                <p><a href="index.html">Mote</a> | <a href="tour.html">Tour</a> |
                <a href="specifications.html">Specifications</a></p>
                <h1>%1$s</h1>
                %2$s</body>
                </html>
                """.formatted(title, body);
    }

    private static String marked(String text) {
        return CODE.matcher(escaped(text)).replaceAll("<code>$1</code>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
