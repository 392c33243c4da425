package fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mote.bytes.Bytes;
import mote.bytes.P2pException;

/// Finds the decoders of the compiled source by what they look like, private ones too: a method or a constructor that
///
/// - throws [P2pException] (or another exception of Mote) and has bytes or text, as a parameter or in its object:
///   `Bytes`, `Reader`, `ProtoReader`, `byte[]`, `ByteBuffer`, or as a parameter `String`; or
/// - throws any `IOException` and reads a `Duplex`, or is called decode, parse or read, or begins so; or
/// - has bytes or text as a parameter and is called decode, parse or verify, or begins so, whatever it throws.
///
/// The `read` of a channel, which moves bytes and looks at none, is none of them.
///
/// What looks like one has to be called when the seeds of all of [Decoders] are decoded: [#reached] sees to that. Else
/// it has no seeds, or is not listed; or it decodes nothing and is listed in [Decoders#exempt].
final class SourceDecoders {

    private static final List<String> BYTES = List.of("Lmote/bytes/Bytes;", "Lmote/bytes/Reader;",
            "Lmote/protobuf/ProtoReader;", "[B", "Ljava/nio/ByteBuffer;");
    private static final String TEXT = "Ljava/lang/String;";
    private static final String PIPE = "Lmote/io/Duplex;";

    private SourceDecoders() {
    }

    /// The names of all methods and constructors (`new`) of the source, as `package.Class.method`.
    static SortedSet<String> methods() {
        var names = new TreeSet<String>();
        classes().forEach(type -> type.methods().forEach(method -> names.add(name(type, method))));
        return names;
    }

    /// Those that look like decoders, with the types of their parameters.
    static SortedSet<String> found() {
        var found = new TreeSet<String>();
        classes().forEach(type -> found.addAll(found(type)));
        return found;
    }

    static List<String> found(ClassModel type) {
        return type.methods().stream().filter(method -> decodes(type, method)).map(method -> signature(type, method))
                .toList();
    }

    /// Those that are called when the seeds of each of [Decoders] are decoded, by the names of these.
    static Map<String, SortedSet<String>> reached() {
        List<String> listed = Decoders.all().stream().map(Decoder::name).toList();
        try {
            Method decode = new Altered((name, bytes) -> name.startsWith("mote.") ? telling(bytes, listed) : bytes)
                    .loadClass(SourceDecoders.class.getName()).getDeclaredMethod("decodeSeeds");
            decode.setAccessible(true);
            var reached = new TreeMap<String, SortedSet<String>>();
            ((Map<?, ?>) decode.invoke(null)).forEach((decoder, told) -> {
                var names = new TreeSet<String>();
                ((Collection<?>) told).forEach(name -> names.add((String) name));
                reached.put((String) decoder, names);
            });
            return reached;
        } catch (ReflectiveOperationException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /// Called in the loader whose classes tell what is called.
    static Map<String, SortedSet<String>> decodeSeeds() {
        var reached = new TreeMap<String, SortedSet<String>>();
        for (Decoder<?> decoder : Decoders.all()) {
            Reached.take();
            for (Bytes seed : decoder.seeds()) {
                try {
                    decoder.decode().decode(seed);
                } catch (P2pException refused) {
                    throw new IllegalStateException(decoder + " refuses its seed " + seed.hex(), refused);
                }
            }
            reached.put(decoder.name(), Reached.take());
        }
        return reached;
    }

    /// The class, with all that looks like a decoder or is listed telling that it is called.
    private static byte[] telling(byte[] bytes, List<String> listed) {
        ClassModel type = ClassFile.of().parse(bytes);
        return ClassFile.of().transformClass(type, (builder, element) -> {
            if (element instanceof MethodModel method
                    && (decodes(type, method) || listed.contains(name(type, method)) && method.code().isPresent())) {
                builder.transformMethod(method, MethodTransform.transformingCode(tell(signature(type, method))));
            } else {
                builder.with(element);
            }
        });
    }

    private static CodeTransform tell(String name) {
        return new CodeTransform() {
            @Override
            public void atStart(CodeBuilder code) {
                code.ldc(name).invokestatic(ClassDesc.of(Reached.class.getName()), "tell",
                        MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String));
            }

            @Override
            public void accept(CodeBuilder code, CodeElement element) {
                code.with(element);
            }
        };
    }

    private static boolean decodes(ClassModel type, MethodModel method) {
        String name = method.methodName().stringValue();
        if (method.code().isEmpty() || method.flags().has(AccessFlag.SYNTHETIC) || isChannelRead(method)) {
            return false;
        }
        List<String> thrown = thrown(method);
        boolean ours = thrown.stream().anyMatch(exception -> exception.startsWith("mote/"));
        List<String> parameters = method.methodTypeSymbol().parameterList().stream()
                .map(ClassDesc::descriptorString).toList();
        boolean takesInput = parameters.stream().anyMatch(one -> BYTES.contains(one) || one.equals(TEXT));
        boolean hasInput = takesInput || !method.flags().has(AccessFlag.STATIC) && type.fields().stream()
                .anyMatch(field -> !field.flags().has(AccessFlag.STATIC)
                        && BYTES.contains(field.fieldType().stringValue()));
        boolean reads = parameters.contains(PIPE) || Stream.of("decode", "parse", "read").anyMatch(name::startsWith);
        return ours && hasInput || (ours || thrown.contains("java/io/IOException")) && reads
                || takesInput && Stream.of("decode", "parse", "verify").anyMatch(name::startsWith);
    }

    private static boolean isChannelRead(MethodModel method) {
        return method.methodName().equalsString("read")
                && method.methodType().equalsString("(Ljava/nio/ByteBuffer;)I");
    }

    private static List<String> thrown(MethodModel method) {
        return method.findAttribute(Attributes.exceptions())
                .map(attribute -> attribute.exceptions().stream().map(entry -> entry.asInternalName()).toList())
                .orElse(List.of());
    }

    private static String signature(ClassModel type, MethodModel method) {
        return name(type, method) + method.methodTypeSymbol().parameterList().stream().map(ClassDesc::displayName)
                .collect(Collectors.joining(", ", "(", ")"));
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
