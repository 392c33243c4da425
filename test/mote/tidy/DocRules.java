package mote.tidy;

import static mote.tidy.Rule.onFiles;
import static mote.tidy.Rule.onLines;
import static mote.tidy.Rule.onNodes;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.PackageTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/// What has to be explained, and in which form.
final class DocRules {

    private static final Pattern START = Pattern.compile("Start at \\[(mote[\\w.]*)\\.(\\w+)]");

    static final List<Rule> ALL = List.of(
            onLines("doc comments are in Markdown", Source::isJava, line -> line.strip().startsWith("/*" + "*"),
                    Source.of("src/A.java", "/*" + "* A class. */\nclass A { }\n")),
            onNodes("a type says what it is", Source::isProduct, ClassTree.class,
                    (source, node) -> node.getParentPath().getLeaf() instanceof CompilationUnitTree
                            && source.doc(node) == null,
                    Source.of("src/A.java", "class A { }")),
            onNodes("a public type says what it is", Source::isProduct, ClassTree.class,
                    (source, node) -> isPublic((ClassTree) node.getLeaf()) && source.doc(node) == null,
                    Source.of("src/A.java", "class A { public static class B { } }")),
            onNodes("a public method says what its name does not", Source::isProduct, MethodTree.class,
                    DocRules::isUnexplained,
                    Source.of("src/A.java", "public class A { public int a(int b, int c) { return b; } }"),
                    Source.of("src/A.java", "public interface A { int a() throws IOException; }")),
            new Rule("a package has a package-info", DocRules::packagesWithoutInfo,
                    List.of(Source.of("src/mote/a/A.java", "package mote.a; class A { }"))),
            packageInfo("shows a picture of bytes or threads", "```"),
            packageInfo("names its specification, or says that it has none", "https://|no specification"),
            packageInfo("says where to start", "Start at \\[mote"),
            packageInfo("says what it never does", "\\bnever\\b"),
            packageInfo("names its gaps, if only that none is known", "\\b[Gg]aps?\\b"),
            packageInfo("tells of the bugs that others had here", "\\b[Bb]ugs?\\b"),
            new Rule("Start at names a type that is there", DocRules::lostStarts,
                    List.of(Source.of("src/mote/a/package-info.java",
                            "/// Start at [mote.a.Gone].\npackage mote.a;\n"))));

    private DocRules() {
    }

    private static Rule packageInfo(String says, String pattern) {
        return onFiles("a package-info " + says, source -> source.isProduct() && source.isPackageInfo(),
                source -> !Pattern.compile(pattern).matcher(doc(source)).find(),
                Source.of("src/mote/a/package-info.java", "/// A package.\npackage mote.a;\n"));
    }

    private static String doc(Source packageInfo) {
        return String.valueOf(packageInfo.doc(packageInfo.nodes(PackageTree.class).getFirst())).replaceAll("\\s+", " ");
    }

    private static boolean isPublic(ClassTree type) {
        return type.getModifiers().getFlags().contains(Modifier.PUBLIC);
    }

    /// A method with one parameter at most that throws nothing checked may be explained by its name alone.
    private static boolean isUnexplained(Source source, TreePath node) {
        var method = (MethodTree) node.getLeaf();
        if (!(node.getParentPath().getLeaf() instanceof ClassTree type) || !isPublic(type)
                || method.getReturnType() == null || ShapeRules.isOverride(method) || source.doc(node) != null) {
            return false;
        }
        Set<Modifier> flags = method.getModifiers().getFlags();
        boolean visible = type.getKind() == Tree.Kind.INTERFACE ? !flags.contains(Modifier.PRIVATE)
                : flags.contains(Modifier.PUBLIC);
        return visible && (method.getParameters().size() > 1 || !method.getThrows().isEmpty());
    }

    private static Stream<String> packagesWithoutInfo(List<Source> sources) {
        Set<String> explained = sources.stream().filter(Source::isPackageInfo).filter(Source::isProduct)
                .map(Source::packageName).collect(Collectors.toSet());
        return sources.stream().filter(Source::isProduct).map(Source::packageName).distinct()
                .filter(name -> !name.isEmpty() && !explained.contains(name));
    }

    private static Stream<String> lostStarts(List<Source> sources) {
        Set<String> paths = sources.stream().map(Source::path).collect(Collectors.toSet());
        return sources.stream().filter(source -> source.isPackageInfo() && source.isProduct())
                .filter(source -> {
                    Matcher start = START.matcher(doc(source));
                    return start.find() && !paths.contains(
                            "src/" + start.group(1).replace('.', '/') + "/" + start.group(2) + ".java");
                })
                .map(Source::path);
    }
}
