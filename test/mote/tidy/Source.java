package mote.tidy;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// A text file of the project and, where it is Java, its syntax tree. Types are not resolved: a rule sees the names
/// that stand in the text.
///
/// @param path relative to the top of the project
/// @param unit null where it is not Java
record Source(String path, String text, CompilationUnitTree unit, DocTrees trees) {

    private static final List<String> TOP = List.of("build.sh", "Makefile", "README.md", ".ci", "src", "test", "conf",
            "jlink");
    private static final List<String> SUFFIXES = List.of(".java", ".sh", ".md", ".go", ".rs", ".js", ".py", ".toml",
            ".mod", ".conf", "package.json", "requirements.txt", "build.sh", "Makefile", "run");

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
    private static final JavaFileManager FILES = COMPILER.getStandardFileManager(null, null, null);

    private static List<Source> all;

    /// All sources of the project, in the order of their paths. They are read once.
    static List<Source> all() throws IOException {
        if (all == null) {
            all = read();
        }
        return all;
    }

    private static List<Source> read() throws IOException {
        var sources = new ArrayList<Source>();
        for (String top : TOP) {
            if (!Files.exists(Path.of(top))) {
                continue;
            }
            try (Stream<Path> files = Files.walk(Path.of(top))) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    if (SUFFIXES.stream().anyMatch(file.toString()::endsWith)) {
                        sources.add(of(file.toString(), Files.readString(file)));
                    }
                }
            }
        }
        return sources;
    }

    static Source of(String path, String text) {
        if (!path.endsWith(".java")) {
            return new Source(path, text, null, null);
        }
        var task = (JavacTask) COMPILER.getTask(null, FILES, null, List.of("-proc:none"), null,
                List.of(new Text(path, text)));
        try {
            Iterator<? extends CompilationUnitTree> units = task.parse().iterator();
            return new Source(path, text, units.next(), DocTrees.instance(task));
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    boolean isJava() {
        return unit != null;
    }

    /// Whether it is a part of the product, not of its tests.
    boolean isProduct() {
        return isJava() && path.startsWith("src/");
    }

    /// Whether it is Java under `test`.
    boolean isTest() {
        return isJava() && path.startsWith("test/");
    }

    boolean isPackageInfo() {
        return path.endsWith("/package-info.java");
    }

    /// The package that is declared, or `""`.
    String packageName() {
        return !isJava() || unit.getPackageName() == null ? "" : unit.getPackageName().toString();
    }

    /// The paths of all nodes of this kind, in the order of the text.
    List<TreePath> nodes(Class<? extends Tree> kind) {
        List<TreePath> found = nodes(new TreePath(unit), kind);
        if (kind.isInstance(unit)) {
            found.addFirst(new TreePath(unit));
        }
        return found;
    }

    /// Those below `root`.
    static List<TreePath> nodes(TreePath root, Class<? extends Tree> kind) {
        var found = new ArrayList<TreePath>();
        new TreePathScanner<Void, Void>() {
            @Override
            public Void scan(Tree tree, Void none) {
                if (kind.isInstance(tree)) {
                    found.add(new TreePath(getCurrentPath(), tree));
                }
                return super.scan(tree, none);
            }
        }.scan(root, null);
        return found;
    }

    /// The doc comment of a declaration, or null.
    String doc(TreePath declaration) {
        return trees.getDocComment(declaration);
    }

    /// The number of the line where a node starts, annotations included. The first line is 1.
    int firstLine(Tree tree) {
        return (int) unit.getLineMap().getLineNumber(trees.getSourcePositions().getStartPosition(unit, tree));
    }

    int lastLine(Tree tree) {
        return (int) unit.getLineMap().getLineNumber(trees.getSourcePositions().getEndPosition(unit, tree));
    }

    /// The text of a node.
    String textOf(Tree tree) {
        var positions = trees.getSourcePositions();
        return text.substring((int) positions.getStartPosition(unit, tree), (int) positions.getEndPosition(unit, tree));
    }

    private static final class Text extends SimpleJavaFileObject {

        private final String text;

        Text(String path, String text) {
            super(URI.create("text:///" + path), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
