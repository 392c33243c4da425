package fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.reflect.AccessFlag;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import mote.bytes.P2pException;

/// Finds the decoders of the compiled source by what they look like: a static method or a constructor, not private,
/// that gives a value and
///
/// - throws [P2pException] (or another exception of Mote) and takes bytes or text: `Bytes`, `Reader`, `ProtoReader`,
///   `byte[]`, `ByteBuffer` or `String`; or
/// - throws any `IOException` and is called decode, parse or read, or begins so.
///
/// A method that is found by this and decodes nothing is better declared otherwise; else it is listed in
/// [Decoders#exempt].
final class SourceDecoders {

    private static final List<String> INPUTS = List.of("Lmote/bytes/Bytes;", "Lmote/bytes/Reader;",
            "Lmote/protobuf/ProtoReader;", "[B", "Ljava/nio/ByteBuffer;", "Ljava/lang/String;");

    private SourceDecoders() {
    }

    /// The names of all methods and constructors (`new`) of the source, as `package.Class.method`.
    static SortedSet<String> methods() {
        var names = new TreeSet<String>();
        classes().forEach(type -> type.methods().forEach(method -> names.add(name(type, method))));
        return names;
    }

    /// The names of those that look like decoders.
    static SortedSet<String> names() {
        var names = new TreeSet<String>();
        for (ClassModel type : classes()) {
            type.methods().stream().filter(SourceDecoders::decodes).forEach(method -> names.add(name(type, method)));
        }
        return names;
    }

    static boolean decodes(MethodModel method) {
        boolean constructor = method.methodName().equalsString(ConstantDescs.INIT_NAME);
        if (!constructor && !method.flags().has(AccessFlag.STATIC) || method.flags().has(AccessFlag.PRIVATE)
                || !constructor && method.methodTypeSymbol().returnType().equals(ConstantDescs.CD_void)) {
            return false;
        }
        List<String> thrown = thrown(method);
        boolean ours = thrown.stream().anyMatch(name -> name.startsWith("mote/"));
        boolean takesInput = method.methodTypeSymbol().parameterList().stream()
                .map(ClassDesc::descriptorString).anyMatch(INPUTS::contains);
        String name = method.methodName().stringValue();
        boolean named = Stream.of("decode", "parse", "read").anyMatch(name::startsWith);
        return ours && takesInput || named && (ours || thrown.contains("java/io/IOException"));
    }

    private static List<String> thrown(MethodModel method) {
        return method.findAttribute(Attributes.exceptions())
                .map(attribute -> attribute.exceptions().stream().map(entry -> entry.asInternalName()).toList())
                .orElse(List.of());
    }

    private static String name(ClassModel type, MethodModel method) {
        String name = method.methodName().stringValue();
        return type.thisClass().asInternalName().replace('/', '.').replace('$', '.') + "."
                + (name.equals(ConstantDescs.INIT_NAME) ? "new" : name);
    }

    private static List<ClassModel> classes() {
        var classes = new ArrayList<ClassModel>();
        try {
            Path root = Path.of(P2pException.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            try (Stream<Path> files = Files.walk(root.resolve("mote"))) {
                for (Path file : files.filter(path -> path.toString().endsWith(".class")).sorted().toList()) {
                    classes.add(ClassFile.of().parse(file));
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (URISyntaxException failure) {
            throw new IllegalStateException(failure);
        }
        return classes;
    }
}
