package mote.tidy;

import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// One rule of the house, with a text that breaks it: a rule that cannot fail is no rule.
///
/// @param says the rule in words
/// @param check from all sources to what breaks the rule
/// @param bad what must be found to break it
record Rule(String says, Function<List<Source>, Stream<String>> check, List<Source> bad) {

    @Override
    public String toString() {
        return says;
    }

    /// A rule on each line of the files that `where` admits.
    static Rule onLines(String says, Predicate<Source> where, Predicate<String> breaks, Source... bad) {
        return new Rule(says, each(where, source -> lines(source, breaks)), List.of(bad));
    }

    /// A rule on each node of a kind, in the Java files that `where` admits.
    static Rule onNodes(String says, Predicate<Source> where, Class<? extends Tree> kind, NodeCheck breaks,
            Source... bad) {
        return new Rule(says, each(source -> source.isJava() && where.test(source), source ->
                source.nodes(kind).stream().filter(node -> breaks.test(source, node)).map(node -> at(source, node))),
                List.of(bad));
    }

    /// A rule on each file as a whole that `where` admits.
    static Rule onFiles(String says, Predicate<Source> where, Predicate<Source> breaks, Source bad) {
        return new Rule(says, each(where, source -> breaks.test(source) ? Stream.of(source.path()) : Stream.empty()),
                List.of(bad));
    }

    /// Whether a node breaks a rule.
    @FunctionalInterface
    interface NodeCheck {
        boolean test(Source source, TreePath node);
    }

    static Function<List<Source>, Stream<String>> each(Predicate<Source> where,
            Function<Source, Stream<String>> check) {
        return sources -> sources.stream().filter(where).flatMap(check);
    }

    static String at(Source source, TreePath node) {
        if (node.getLeaf() == source.unit()) {
            return source.path();
        }
        String line = source.textOf(node.getLeaf()).lines().filter(text -> !text.strip().startsWith("@")).findFirst()
                .orElse("");
        return source.path() + ":" + source.firstLine(node.getLeaf()) + ": " + line.strip();
    }

    private static Stream<String> lines(Source source, Predicate<String> breaks) {
        List<String> lines = source.text().lines().toList();
        return Stream.iterate(0, i -> i < lines.size(), i -> i + 1)
                .filter(i -> breaks.test(lines.get(i)))
                .map(i -> source.path() + ":" + (i + 1) + ": " + lines.get(i).strip());
    }
}
