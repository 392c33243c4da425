package mote.tidy;

import static mote.tidy.Rule.onFiles;
import static mote.tidy.Rule.onNodes;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/// What makes a test one that runs, can fail, and says what it is about.
final class TestRules {

    private static final Set<String> TEST_ANNOTATIONS = Set.of("Test", "ParameterizedTest", "RepeatedTest",
            "TestFactory");
    private static final Set<String> TAGS = Set.of("slow", "nightly", "interop", "bench", "sample");

    static final List<Rule> ALL = List.of(
            onNodes("the name of a test is a sentence", Source::isTest, MethodTree.class,
                    (_, node) -> isTest(node.getLeaf())
                            && !name(node).matches("[a-z][a-z0-9]*([A-Z0-9][a-z0-9]*){2,}"),
                    Source.of("test/ATest.java", "class ATest { @Test void works() { fail(); } }"),
                    Source.of("test/ATest.java", "class ATest { @Test void test_it_all() { fail(); } }")),
            onNodes("a test asserts something", Source::isTest, MethodTree.class,
                    (_, node) -> isTest(node.getLeaf()) && !asserts(node, new HashSet<>()),
                    Source.of("test/ATest.java",
                            "class ATest { @Test void doesThisAndThat() { run(); } void run() { } }")),
            onNodes("a class with tests is named so that it is found", Source::isTest, ClassTree.class,
                    (_, node) -> isTopLevel(node) && hasTests(node) && !isAbstract(node)
                            && !name(node).endsWith("Test"),
                    Source.of("test/A.java", "class A { @Test void doesThisAndThat() { fail(); } }")),
            onNodes("a suite that others extend is abstract and not named as a test", Source::isTest, ClassTree.class,
                    (_, node) -> isAbstract(node) && hasTests(node) && name(node).endsWith("Test"),
                    Source.of("test/ATest.java", "abstract class ATest { @Test void doesThisAndThat() { fail(); } }")),
            onNodes("no test is switched off", Source::isTest, AnnotationTree.class,
                    (_, node) -> ((AnnotationTree) node.getLeaf()).getAnnotationType().toString()
                            .matches("Disabled.*|Enabled.*"),
                    Source.of("test/ATest.java", "class ATest { @Test @Disabled void doesThisAndThat() { fail(); } }")),
            onNodes("a tag is one that build.sh knows", Source::isTest, AnnotationTree.class,
                    (_, node) -> !isKnownTag((AnnotationTree) node.getLeaf()),
                    Source.of("test/ATest.java", "class ATest { @Test @Tag(\"later\") void doesThis() { fail(); } }")),
            onNodes("tests of interop and bench carry that tag", Source::isTest, ClassTree.class,
                    (source, node) -> isTopLevel(node) && hasTests(node)
                            && source.packageName().matches("interop|bench")
                            && !modifiers(node.getLeaf()).toString().contains("@Tag(\"" + source.packageName()),
                    Source.of("test/interop/ATest.java",
                            "package interop; class ATest { @Test void doesThisAndThat() { fail(); } }")),
            onFiles("tests stand in the package of what they test", source -> source.isTest()
                            && source.packageName().startsWith("mote.") && !source.packageName().equals("mote.tidy"),
                    source -> !Files.isDirectory(Path.of("src", source.packageName().split("\\."))),
                    Source.of("test/mote/gone/ATest.java", "package mote.gone; class ATest { }")));

    private TestRules() {
    }

    private static boolean isTest(Tree method) {
        return modifiers(method).getAnnotations().stream()
                .anyMatch(annotation -> TEST_ANNOTATIONS.contains(annotation.getAnnotationType().toString()));
    }

    /// Whether the method, or one of the same file that it calls, asserts.
    private static boolean asserts(TreePath method, Set<String> seen) {
        List<TreePath> others = Source.nodes(new TreePath(method.getCompilationUnit()), MethodTree.class);
        return Source.nodes(method, ExpressionTree.class).stream()
                .map(node -> called(node.getLeaf()))
                .anyMatch(called -> called.matches("(assert|fail|expect|verify).*")
                        || seen.add(called) && others.stream().anyMatch(other -> name(other).equals(called)
                                && asserts(other, seen)));
    }

    /// The name of the method that is called or referred to; where an `AssertionError` is created, `fail`; else `""`.
    private static String called(Tree expression) {
        String called = switch (expression) {
            case MethodInvocationTree call -> call.getMethodSelect().toString();
            case MemberReferenceTree reference -> reference.getName().toString();
            case NewClassTree created when created.getIdentifier().toString().equals("AssertionError") -> "fail";
            default -> "";
        };
        return called.substring(called.lastIndexOf('.') + 1);
    }

    private static boolean hasTests(TreePath type) {
        return ((ClassTree) type.getLeaf()).getMembers().stream()
                .anyMatch(member -> member instanceof MethodTree && isTest(member));
    }

    private static boolean isTopLevel(TreePath type) {
        return type.getParentPath().getLeaf() instanceof CompilationUnitTree;
    }

    private static boolean isAbstract(TreePath type) {
        return modifiers(type.getLeaf()).getFlags().contains(Modifier.ABSTRACT)
                || type.getLeaf().getKind() == Tree.Kind.INTERFACE;
    }

    private static boolean isKnownTag(AnnotationTree annotation) {
        return !annotation.getAnnotationType().toString().equals("Tag")
                || Stream.of(annotation.getArguments().toString().split("\"")).skip(1).findFirst()
                        .filter(TAGS::contains).isPresent();
    }

    private static String name(TreePath declaration) {
        return (declaration.getLeaf() instanceof ClassTree type ? type.getSimpleName()
                : ((MethodTree) declaration.getLeaf()).getName()).toString();
    }

    private static ModifiersTree modifiers(Tree declaration) {
        return declaration instanceof ClassTree type ? type.getModifiers() : ((MethodTree) declaration).getModifiers();
    }
}
