package mote.tidy;

import static mote.tidy.Rule.at;
import static mote.tidy.Rule.onNodes;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/// Names, sizes and the order of things.
final class ShapeRules {

    private static final String EMPTY_NAMES = ".*(Impl|Manager|Helpers?|Utils?)|Abstract.*";
    /// What the comment of a limit outside of Limits says: who set it, or that it stands between no peer and memory.
    private static final String REASONS = "(?si).*(spec|RFC|FIPS|SEC 1|no peer).*";
    private static final String LIMIT_NAMES = "(?!U?INT[0-9]+_MAX)(.*_)?(MAX|LIMIT|CAP|TIMEOUT)(_.*)?";
    private static final Set<Modifier> NOT_OPEN = Set.of(Modifier.FINAL, Modifier.ABSTRACT, Modifier.SEALED);

    static final List<Rule> ALL = List.of(
            onNodes("a method has at most 60 lines", _ -> true, MethodTree.class,
                    (source, node) -> source.lastLine(node.getLeaf()) - source.firstLine(node.getLeaf()) >= 60,
                    Source.of("src/A.java", "class A { void a() {" + "\n".repeat(60) + "} }")),
            onNodes("the name of a type says what it is", _ -> true, ClassTree.class,
                    (_, node) -> ((ClassTree) node.getLeaf()).getSimpleName().toString().matches(EMPTY_NAMES),
                    Source.of("src/A.java", "class AbstractMuxer { }"),
                    Source.of("src/A.java", "class MuxerImpl { }"),
                    Source.of("src/A.java", "class A { enum PeerManager { } }"),
                    Source.of("src/A.java", "interface StreamHelper { }"),
                    Source.of("src/A.java", "record ByteUtils() { }")),
            onNodes("no get and set in names", _ -> true, MethodTree.class,
                    (_, node) -> isAccessor((MethodTree) node.getLeaf()),
                    Source.of("src/A.java", "class A { int getLength() { return 1; } }"),
                    Source.of("src/A.java", "record A(int a) { A setA(int b) { return new A(b); } }")),
            onNodes("what an if does without braces stands on its own line", _ -> true, IfTree.class,
                    (source, node) -> isSpread(source, (IfTree) node.getLeaf()),
                    Source.of("src/A.java", "class A { void a() {\nif (b)\nc();\n} }"),
                    Source.of("src/A.java", "class A { void a() {\nif (b) c(); else d();\n} }")),
            onNodes("public methods stand before private ones", Source::isProduct, MethodTree.class,
                    (_, node) -> isPublicAfterPrivate(node),
                    Source.of("src/A.java", "class A { private void a() { } public void b() { } }")),
            new Rule("a class is final, or made to be extended", ShapeRules::openClasses,
                    List.of(Source.of("src/A.java", "class A { }"),
                            Source.of("src/A.java", "final class A { static class B { } }"))),
            onNodes("a limit stands in Limits, or its comment says who set it, or that no peer reaches it",
                    source -> source.isProduct() && !source.path().endsWith("/Limits.java"), VariableTree.class,
                    ShapeRules::isLimitOfItsOwn,
                    Source.of("src/A.java", "class A { private static final int STREAMS_MAX = 7; }"),
                    Source.of("src/A.java", "class A {\n    /// As many.\n    static final int MAX_A = 7; }")),
            onNodes("Limits is a record with constants, each of its numbers explained", Source::isProduct,
                    ClassTree.class, ShapeRules::isPoorLimits,
                    Source.of("src/Limits.java", "class Limits { static final Limits DEFAULT = null; }"),
                    Source.of("src/Limits.java", "/// @param a a\nrecord Limits(int a) { }"),
                    Source.of("src/Limits.java", "/// Of a.\nrecord Limits(int a) {\n    /// The usual ones.\n"
                            + "    public static final Limits DEFAULT = new Limits(1);\n}")));

    private ShapeRules() {
    }

    private static boolean isAccessor(MethodTree method) {
        return method.getName().toString().matches("(get|set)[A-Z].*") && !isOverride(method);
    }

    static boolean isOverride(MethodTree method) {
        return method.getModifiers().getAnnotations().stream()
                .anyMatch(annotation -> annotation.getAnnotationType().toString().equals("Override"));
    }

    private static boolean isSpread(Source source, IfTree tree) {
        return !(tree.getThenStatement() instanceof BlockTree)
                && (tree.getElseStatement() != null || source.firstLine(tree) != source.lastLine(tree));
    }

    private static boolean isPublicAfterPrivate(TreePath node) {
        if (!is(node.getLeaf(), Modifier.PUBLIC) || !(node.getParentPath().getLeaf() instanceof ClassTree type)) {
            return false;
        }
        return type.getMembers().stream().takeWhile(member -> member != node.getLeaf())
                .anyMatch(member -> member instanceof MethodTree before && before.getReturnType() != null
                        && is(member, Modifier.PRIVATE));
    }

    private static Stream<String> openClasses(List<Source> sources) {
        Set<String> extended = sources.stream().filter(Source::isJava)
                .flatMap(source -> source.nodes(ClassTree.class).stream())
                .map(node -> ((ClassTree) node.getLeaf()).getExtendsClause())
                .map(String::valueOf)
                .map(name -> name.replaceAll("<.*", ""))
                .map(name -> name.substring(name.lastIndexOf('.') + 1))
                .collect(Collectors.toSet());
        return sources.stream().filter(Source::isProduct).flatMap(source -> source.nodes(ClassTree.class).stream()
                .filter(node -> isOpen((ClassTree) node.getLeaf(), extended))
                .map(node -> at(source, node)));
    }

    private static boolean isOpen(ClassTree type, Set<String> extended) {
        return type.getKind() == Tree.Kind.CLASS
                && !type.getSimpleName().isEmpty()
                && type.getModifiers().getFlags().stream().noneMatch(NOT_OPEN::contains)
                && !extended.contains(type.getSimpleName().toString());
    }

    private static boolean isLimitOfItsOwn(Source source, TreePath node) {
        var constant = (VariableTree) node.getLeaf();
        String doc = source.doc(node);
        return is(constant, Modifier.STATIC) && is(constant, Modifier.FINAL)
                && constant.getName().toString().matches(LIMIT_NAMES)
                && (doc == null || !doc.matches(REASONS));
    }

    private static boolean isPoorLimits(Source source, TreePath node) {
        var type = (ClassTree) node.getLeaf();
        if (!type.getSimpleName().contentEquals("Limits")) {
            return false;
        }
        String doc = String.valueOf(source.doc(node));
        List<VariableTree> fields = type.getMembers().stream().filter(VariableTree.class::isInstance)
                .map(VariableTree.class::cast).toList();
        return type.getKind() != Tree.Kind.RECORD
                || fields.stream().noneMatch(field -> is(field, Modifier.STATIC)
                        && field.getType().toString().equals("Limits"))
                || fields.stream().anyMatch(field -> !is(field, Modifier.STATIC)
                        && !doc.contains("@param " + field.getName()));
    }

    private static boolean is(Tree declaration, Modifier modifier) {
        ModifiersTree modifiers = switch (declaration) {
            case MethodTree method -> method.getModifiers();
            case VariableTree variable -> variable.getModifiers();
            default -> throw new IllegalArgumentException(declaration.toString());
        };
        return modifiers.getFlags().contains(modifier);
    }
}
