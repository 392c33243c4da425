package mote.tidy;

import static mote.tidy.Rule.at;
import static mote.tidy.Rule.each;
import static mote.tidy.Rule.onNodes;

import com.sun.source.tree.CatchTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the code may use, and where.
final class CodeRules {

    /// Methods that wait for a time, each as its name and the number of its arguments.
    private static final Pattern TIMED_WAITS = Pattern.compile("await/[2-9]|(wait|join)/[1-9]"
            + "|(await|park)(Nanos|Until)/[1-9]|(poll|tryLock|tryAcquire|awaitTermination)/[2-9]|offer/[3-9]");
    private static final Pattern NO_WORD = Pattern.compile("\\W+");

    static final List<Rule> ALL = Stream.of(
            banned("threads keep nothing, and nothing is chained in futures or run in pools", product(),
                    "ThreadLocal", "InheritableThreadLocal", "CompletableFuture", "CompletionStage", "Executors",
                    "ExecutorService", "ForkJoinPool", "java.util.Timer", "StructuredTaskScope", "ScopedValue"),
            banned("no reflection and nothing unsafe", product(),
                    "java.lang.reflect", "Class.forName", "MethodHandles", "sun.misc.Unsafe", "Unsafe",
                    "java.lang.foreign"),
            banned("no Java serialization", product(),
                    "ObjectInputStream", "ObjectOutputStream", "java.io.Serializable", "Serializable",
                    "Externalizable"),
            banned("what is iterated has an order that is the same in each run", product(),
                    "Set.of", "Set.copyOf", "Map.of", "Map.ofEntries", "Map.copyOf", "IdentityHashMap", "WeakHashMap",
                    "Collectors.toSet", "Collectors.toUnmodifiableSet", "Collectors.toUnmodifiableMap"),
            banned("only cli prints", outside("mote.cli"), "System.out", "System.err", "printStackTrace"),
            banned("time comes from task.Clock", outside("mote.task"),
                    "System.nanoTime", "System.currentTimeMillis", "Instant.now", "Thread.sleep", "TimeUnit",
                    "java.time.Clock"),
            banned("randomness comes in through constructors", outside("mote.node", "mote.cli"),
                    "ThreadLocalRandom", "Math.random", "UUID.randomUUID", "SecureRandom.getInstanceStrong"),
            banned("threads come in through constructors", outside("mote.task", "mote.node", "mote.cli"),
                    "Thread.ofVirtual", "Thread.ofPlatform", "Thread.startVirtualThread"),
            banned("sockets are the job of transports", outside("mote.transport.tcp", "mote.cli"),
                    "SocketChannel.open", "ServerSocketChannel.open", "DatagramChannel.open", "InetAddress.getByName",
                    "InetAddress.getAllByName"),
            banned("tests do not sleep", source -> source.isTest() && !source.packageName().matches("bench|interop"),
                    "Thread.sleep", "TimeUnit.sleep"),
            created("randomness is not created where it is used", outside("mote.node", "mote.cli"),
                    "SecureRandom", "Random"),
            created("threads and sockets are not created where they are used",
                    outside("mote.task", "mote.node", "mote.cli"), "Thread", "Socket", "ServerSocket"),
            onNodes("only task waits for a time", outside("mote.task"), MethodInvocationTree.class,
                    (_, node) -> waits((MethodInvocationTree) node.getLeaf()),
                    Source.of("src/mote/io/A.java", "class A { void a() { queue.poll(1, unit); } }"),
                    Source.of("src/mote/io/A.java", "class A { void a() { condition.awaitNanos(1); } }")),
            onNodes("the one kind of package that is imported as a whole is our own, by the product", _ -> true,
                    ImportTree.class, (source, node) -> isForeignPackage(source, (ImportTree) node.getLeaf()),
                    Source.of("src/A.java", "import java.util.*; class A { List a; }"),
                    Source.of("test/A.java", "import mote.io.*; class A { Frames a; }")),
            onNodes("the one module that is imported is the base of the JDK", _ -> true, ImportTree.class,
                    (_, node) -> ((ImportTree) node.getLeaf()).isModule()
                            && !((ImportTree) node.getLeaf()).getQualifiedIdentifier().toString().equals("java.base"),
                    Source.of("src/A.java", "import module java.xml;\nclass A { List a; }")),
            new Rule("no import that is not used", CodeRules::unusedImports,
                    List.of(Source.of("src/A.java", "import java.util.List;\nclass A { Listing a; }"),
                            Source.of("src/mote/a/A.java", "import mote.a.*;\nclass B { }"))),
            onNodes("imports are in the order of their names, static ones first", _ -> true, CompilationUnitTree.class,
                    (_, node) -> !isSorted(((CompilationUnitTree) node.getLeaf()).getImports()),
                    Source.of("src/A.java", "import b.B;\nimport a.A;\nclass C { A a; B b; }"),
                    Source.of("src/A.java", "import a.A;\nimport static b.B.b;\nclass C { A a = b(); }")),
            onNodes("a failure that is dropped has its reason in a comment", _ -> true, CatchTree.class,
                    (source, node) -> source.textOf(((CatchTree) node.getLeaf()).getBlock()).matches("\\{\\s*}"),
                    Source.of("src/A.java", "class A { void a() { try { b(); } catch (Exception e) { } } }")))
            .toList();

    private CodeRules() {
    }

    private static Predicate<Source> product() {
        return Source::isProduct;
    }

    private static Predicate<Source> outside(String... packages) {
        return source -> source.isProduct() && !List.of(packages).contains(source.packageName());
    }

    /// A rule against names, each simple or qualified as far as it has to be.
    private static Rule banned(String says, Predicate<Source> where, String... names) {
        Source[] bad = Stream.of(names).map(name -> example(where, "Object a = " + name + ";"))
                .toArray(Source[]::new);
        return onNodes(says, where.and(source -> mentions(source, names)), ExpressionTree.class, (_, node) -> {
            Tree tree = node.getLeaf();
            return (tree instanceof IdentifierTree || tree instanceof MemberSelectTree)
                    && Stream.of(names).anyMatch(name -> isNamed(tree.toString(), name));
        }, bad);
    }

    private static Rule created(String says, Predicate<Source> where, String... types) {
        return onNodes(says, where, NewClassTree.class,
                (_, node) -> List.of(types).contains(((NewClassTree) node.getLeaf()).getIdentifier().toString()),
                Stream.of(types).map(type -> example(where, "Object a = new " + type + "();"))
                        .toArray(Source[]::new));
    }

    /// A class with this member, at a place where the rule holds.
    private static Source example(Predicate<Source> where, String member) {
        return Stream.of("src/mote/io/A.java", "test/mote/io/ATest.java")
                .map(path -> Source.of(path, "package mote.io; class A { " + member + " }"))
                .filter(where)
                .findFirst().orElseThrow();
    }

    /// Whether it is worth to look closer.
    private static boolean mentions(Source source, String... names) {
        return Stream.of(names).anyMatch(name -> source.text().contains(name.substring(name.lastIndexOf('.') + 1)));
    }

    private static boolean isNamed(String qualified, String name) {
        return qualified.equals(name) || qualified.endsWith("." + name);
    }

    private static boolean waits(MethodInvocationTree call) {
        ExpressionTree method = call.getMethodSelect();
        var name = method instanceof MemberSelectTree select ? select.getIdentifier() : method.toString();
        return TIMED_WAITS.matcher(name + "/" + call.getArguments().size()).matches()
                && !method.toString().equals("String.join");
    }

    private static boolean isSorted(List<? extends ImportTree> imports) {
        List<String> order = imports.stream()
                .map(tree -> (tree.isStatic() ? "0 " : "1 ") + tree.getQualifiedIdentifier()).toList();
        return order.equals(order.stream().sorted().toList());
    }

    private static boolean isForeignPackage(Source source, ImportTree tree) {
        String name = tree.getQualifiedIdentifier().toString();
        return name.endsWith(".*") && !(source.isProduct() && name.startsWith("mote."));
    }

    private static Stream<String> unusedImports(List<Source> sources) {
        Map<String, List<String>> types = sources.stream().filter(Source::isProduct)
                .collect(Collectors.groupingBy(Source::packageName,
                        Collectors.mapping(CodeRules::typeName, Collectors.toList())));
        return sources.stream().filter(Source::isJava).flatMap(source -> unusedImports(source, types));
    }

    private static Stream<String> unusedImports(Source source, Map<String, List<String>> types) {
        Set<String> words = source.text().lines().filter(line -> !line.startsWith("import "))
                .flatMap(NO_WORD::splitAsStream)
                .collect(Collectors.toSet());
        return source.nodes(ImportTree.class).stream().filter(node -> {
            var tree = (ImportTree) node.getLeaf();
            String name = tree.getQualifiedIdentifier().toString();
            String simple = name.substring(name.lastIndexOf('.') + 1);
            List<String> names = !simple.equals("*") ? List.of(simple)
                    : types.getOrDefault(name.substring(0, name.length() - 2), List.of());
            return !tree.isModule() && names.stream().noneMatch(words::contains);
        }).map(node -> at(source, node));
    }

    private static String typeName(Source source) {
        return source.path().substring(source.path().lastIndexOf('/') + 1).replace(".java", "");
    }
}
