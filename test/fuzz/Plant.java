package fuzz;

import static java.lang.classfile.TypeKind.BYTE;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicInteger;

/// A bug that is put into the bytes of one class of Mote, for the fuzzer to find with the seeds of one decoder.
enum Plant {

    /// Memory for a frame is taken before its length is looked at.
    LENGTH_NOT_CHECKED("mote.io.Frames.read", "mote.io.Frames", "next", (code, element) -> {
        if (!isCall(element, "varint")) {
            return false;
        }
        code.with(element).dup2().l2i().newarray(BYTE).pop();
        return true;
    }),

    /// One byte may be read behind the last one: `count > remaining()` is `count > remaining() + 1`.
    ONE_BYTE_TOO_MANY("mote.multiaddr.Multiaddr.decode", "mote.bytes.Reader", "skip", (code, element) -> {
        if (!isCall(element, "remaining")) {
            return false;
        }
        code.with(element).iconst_1().iadd();
        return true;
    }),

    /// A line may be longer than its buffer, by one byte.
    LINE_ONE_BYTE_LONGER("mote.negotiate.Multistream.answer", "mote.negotiate.Lines", "size", (code, element) -> {
        if (!isCall(element, "lineBytes")) {
            return false;
        }
        code.with(element).iconst_1().iadd();
        return true;
    }),

    /// A varint may have more bytes than a number.
    VARINT_OVERFLOWS("mote.bytes.Reader.varint", "mote.bytes.Reader", "varint(I)", (code, element) -> {
        if (!(element instanceof LoadInstruction load) || load.slot() != 1 || load.opcode() != Opcode.ILOAD_1) {
            return false;
        }
        code.bipush(20);
        return true;
    }),

    /// A varint may be longer than needed.
    VARINT_NOT_MINIMAL("mote.multiaddr.Multiaddr.decode", "mote.bytes.Reader", "varint()", (code, element) ->
            isBranch(element, Opcode.IFNE) && skipped(code.pop(), element)),

    /// A number of DER may have a zero before it that it does not need.
    DER_NOT_MINIMAL("mote.crypto.Ecdsa.decodeSignature", "mote.crypto.Der", "integer", (code, element) ->
            isBranch(element, Opcode.IF_ICMPGE) && skipped(code.pop2(), element)),

    /// Groups may stand within each other without end.
    GROUPS_NOT_BOUNDED("mote.protobuf.ProtoReader.next", "mote.protobuf.ProtoReader", "skipGroup",
            Plant::unchecked),

    /// A repeated field may come without end.
    ELEMENTS_NOT_COUNTED("mote.protocol.identify.IdentifyMessage.decode", "mote.protobuf.ProtoReader", "add",
            (code, element) -> isBranch(element, Opcode.IF_ICMPLT) && skipped(code.pop2(), element)),

    /// What takes time by the square of its length may have any length.
    DIGITS_NOT_COUNTED("mote.bytes.Base.decode", "mote.bytes.Base", "decode", Plant::unchecked),

    /// What is not UTF-8 is taken for text.
    TEXT_NOT_CHECKED("mote.bytes.Bytes.text", "mote.bytes.Bytes", "text", (code, element) ->
            isBranch(element, Opcode.IFNE) && skipped(code.pop(), element)),

    /// What a peer did wrong is blamed on this node.
    BLAMES_US("mote.peer.PeerId.parse", "mote.peer.PeerId", "parse", (code, element) -> {
        if (!(element instanceof InvokeInstruction call) || !call.name().equalsString("peer")) {
            return false;
        }
        code.invokestatic(call.owner().asSymbol(), "local", call.typeSymbol());
        return true;
    });

    static final long INPUTS_MAX = 300_000;

    /// Writes something else than an element where that is the place.
    private interface Change {
        /// @return whether that was it
        boolean at(CodeBuilder code, CodeElement element);
    }

    /// @param inputs how many inputs were tried, seeds and vectors too
    /// @param breach what was found, or empty
    record Outcome(Plant plant, long inputs, String breach) {

        boolean isFound() {
            return !breach.isEmpty();
        }

        @Override
        public String toString() {
            return "planted bug %-20s in %-39s %s %6d inputs of %s".formatted(plant, plant.type + "." + plant.method,
                    isFound() ? "found with" : "NOT FOUND with", inputs, plant.decoder)
                    + (isFound() ? ": it " + breach : "");
        }
    }

    private final String decoder;
    private final String type;
    private final String method;
    private final Change change;

    Plant(String decoder, String type, String method, Change change) {
        this.decoder = decoder;
        this.type = type;
        this.method = method;
        this.change = change;
    }

    /// Runs the decoder with this bug in it.
    ///
    /// @param minimizes whether the input that is found is made short
    Outcome search(long seed, boolean minimizes) {
        try {
            Method searched = new Altered((name, bytes) -> name.equals(type) ? planted(bytes) : bytes)
                    .loadClass(Plant.class.getName()).getDeclaredMethod("find", String.class, long.class,
                            boolean.class);
            searched.setAccessible(true);
            String[] found = ((String) searched.invoke(null, decoder, seed, minimizes)).split(" ", 2);
            return new Outcome(this, Long.parseLong(found[0]), found[1]);
        } catch (ReflectiveOperationException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /// How many inputs of a decoder it took, a blank, and the breach. Called in the loader that has the bug.
    static String find(String name, long seed, boolean minimizes) {
        Decoder<?> decoder = Decoders.all().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
        Fuzzer<?> fuzzer = new Fuzzer<>(decoder, seed);
        try {
            fuzzer.seeds();
            fuzzer.mutations(0, INPUTS_MAX);
            return fuzzer.inputs() + " ";
        } catch (Breach found) {
            long inputs = fuzzer.inputs();
            Breach least = minimizes ? Minimizer.minimize(fuzzer, found) : found;
            String hex = least.input().hex();
            return inputs + " " + least.kind() + " on " + least.input().length() + " bytes "
                    + (hex.length() > 80 ? hex.substring(0, 80) + ".." : hex);
        }
    }

    /// The class with the bug in it, at the first place that fits.
    private byte[] planted(byte[] bytes) {
        var changes = new AtomicInteger();
        ClassFile format = ClassFile.of();
        byte[] planted = format.transformClass(format.parse(bytes), ClassTransform.transformingMethodBodies(
                found -> (found.methodName().stringValue() + found.methodType().stringValue()).startsWith(method),
                (code, element) -> {
                    if (changes.get() == 0 && change.at(code, element)) {
                        changes.incrementAndGet();
                    } else {
                        code.with(element);
                    }
                }));
        if (changes.get() == 0) {
            throw new IllegalStateException(this + ": the place is not in " + type + "." + method + " any more");
        }
        return planted;
    }

    private static boolean isCall(CodeElement element, String name) {
        return element instanceof InvokeInstruction call && call.name().equalsString(name);
    }

    private static boolean isBranch(CodeElement element, Opcode opcode) {
        return element instanceof BranchInstruction branch && branch.opcode() == opcode;
    }

    /// Goes where the branch would go.
    private static boolean skipped(CodeBuilder code, CodeElement branch) {
        code.goto_(((BranchInstruction) branch).target());
        return true;
    }

    /// Leaves out a check of a limit.
    private static boolean unchecked(CodeBuilder code, CodeElement element) {
        if (!isCall(element, "checkLimit")) {
            return false;
        }
        code.pop().pop2().pop2();
        return true;
    }
}
