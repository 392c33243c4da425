package sim;

import static java.lang.constant.ConstantDescs.CD_long;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// A bug that is put into the bytes of one class of Mote, where a class loader of its own reads them.
enum Plant {

    /// A receiver that takes more than it allowed: `if (bytes > left) throw ..` never does.
    WINDOW_CHECK_OFF("mote.mux.yamux.ReceiveWindow", "arrive", (code, element) -> {
        if (!(element instanceof BranchInstruction branch) || branch.opcode() != Opcode.IFLE) {
            return false;
        }
        code.pop().goto_(branch.target());
        return true;
    }),

    /// A sender for whom credit replaces what is left of its window: `left += delta` is `left = delta`.
    LOST_CREDIT("mote.mux.yamux.SendWindow", "credit", (code, element) -> {
        if (!(element instanceof OperatorInstruction operator) || operator.opcode() != Opcode.LADD) {
            return false;
        }
        code.dup2_x2().pop2().pop2();
        return true;
    }),

    /// A link that nobody closes when its upgrade has failed.
    MISSED_CLOSE("mote.connection.Upgrader", "upgrade", (code, element) -> {
        if (!(element instanceof InvokeInstruction call) || !call.name().equalsString("close")
                || !call.owner().asInternalName().equals("mote/transport/Link")) {
            return false;
        }
        code.pop();
        return true;
    }),

    /// All messages of a key are encrypted with the same nonce: `nonce++` adds nothing.
    NONCE_NOT_ADVANCED("mote.secure.noise.CipherState", "end", (code, element) -> {
        if (!(element instanceof ConstantInstruction constant) || constant.opcode() != Opcode.LCONST_1) {
            return false;
        }
        code.lconst_0();
        return true;
    }),

    /// A time-out that comes in a hundred years.
    DEADLINE_NOT_ARMED("mote.task.Deadline", "within", (code, element) -> {
        if (!(element instanceof InvokeInstruction call) || !call.name().equalsString("after")) {
            return false;
        }
        ClassDesc duration = ClassDesc.of(Duration.class.getName());
        code.swap().pop().loadConstant(36_500L)
                .invokestatic(duration, "ofDays", MethodTypeDesc.of(duration, CD_long)).swap().with(element);
        return true;
    });

    /// Writes something else than an element where that is the place.
    private interface Change {
        /// @return whether that was it
        boolean at(CodeBuilder code, CodeElement element);
    }

    private final String type;
    private final String method;
    private final Change change;

    Plant(String type, String method, Change change) {
        this.type = type;
        this.method = method;
        this.change = change;
    }

    /// Loads Mote and the simulator anew, with this bug.
    ClassLoader loader() {
        return new Loader(this);
    }

    /// The class with the bug in it.
    private byte[] planted(byte[] bytes) {
        var changes = new AtomicInteger();
        ClassFile format = ClassFile.of();
        byte[] planted = format.transformClass(format.parse(bytes), ClassTransform.transformingMethodBodies(
                found -> found.methodName().equalsString(method), (code, element) -> {
                    if (change.at(code, element)) {
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

    /// Reads the classes of the tests' own loader again. Those of the JDK are shared.
    private static final class Loader extends ClassLoader {

        private final Plant plant;

        Loader(Plant plant) {
            super(Plant.class.getClassLoader());
            this.plant = plant;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("mote.") && !name.startsWith("sim.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : define(name);
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = in.readAllBytes();
                byte[] used = name.equals(plant.type) ? plant.planted(bytes) : bytes;
                return defineClass(name, used, 0, used.length);
            } catch (IOException failed) {
                throw new ClassNotFoundException(name, failed);
            }
        }
    }
}
