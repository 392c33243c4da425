package bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// An implementation as a program that obeys the contract of `test/interop/README.md`, and how much it is asked to do:
/// so much that a run of the fast ones takes most of a second, and that one of the slow ones ends.
enum Program {
    MOTE(512 << 20, 20_000),
    GO(512 << 20, 20_000),
    RUST(512 << 20, 20_000),
    JS(256 << 20, 5_000),
    PYTHON(16 << 20, 500);

    /// The flags of the launcher.
    private static final List<String> JVM = List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:MaxDirectMemorySize=32m",
            "-XX:+ExitOnOutOfMemoryError");

    /// Bytes of one run with full writes.
    final long runBytes;
    /// Pings of the warm-up.
    final int pings;

    Program(long runBytes, int pings) {
        this.runBytes = runBytes;
        this.pings = pings;
    }

    List<String> command() {
        return this == MOTE ? mote(JVM) : List.of(path(), "--bench");
    }

    /// Mote with room for a node for each of a thousand connections.
    static List<String> crowd() {
        return mote(List.of("-Xmx512m", "-XX:+UseSerialGC"));
    }

    /// The file of its program, as `build.sh` has built it.
    String path() {
        String path = System.getenv("MOTE_PEER_" + name());
        if (path == null) {
            throw new IllegalStateException("MOTE_PEER_" + name() + " names no program: run ./build.sh bench");
        }
        return path;
    }

    /// Whether it gets faster while it runs, since a compiler works beside it.
    boolean isCompiledWhileRunning() {
        return this == MOTE || this == JS;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static List<String> mote(List<String> flags) {
        var command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "bench.MotePeer"));
        return command;
    }
}
