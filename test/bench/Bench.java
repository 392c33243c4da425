package bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Mote, go, rust, js and python side by side: each implementation's client against its own server on loopback, and
/// Mote against go both ways, in one run. Prints one table; exits 1 where a target is missed.
///
/// ```
///   bench [quick] [PART]... [IMPLEMENTATION]...    all parts and all implementations without any
///   bench leak [MINUTES]                           ten minutes without any; not among the parts
/// ```
public final class Bench {

    /// The column of the bare socket.
    static final String ECHO = "raw echo";

    private static final int KIB = 1 << 10;
    private static final int LEAK_MINUTES = 10;

    /// Some rows of the table that are measured together.
    interface Part {
        String name();

        void run(Plan plan, Table table) throws IOException, InterruptedException;
    }

    private static final List<Part> PARTS = List.of(
            new Throughput("up", "up", 1, 0, 1, 1.3),
            new Throughput("down", "down", 1, 0, 1, 1.3),
            new Throughput("up-10", "up", 10, 0, 1, 1.3),
            new Throughput("down-10", "down", 10, 0, 1, 1.3),
            new Throughput("up-16k", "up", 1, 16 * KIB, 4, 1.0),
            new Throughput("down-16k", "down", 1, 16 * KIB, 4, 1.0),
            new Throughput("up-1k", "up", 1, KIB, 16, 0),
            new Throughput("down-1k", "down", 1, KIB, 16, 0),
            new NewConnections(8, Program.RUST),
            new NewConnections(1, Program.GO),
            new PingAlone(),
            new PingBesideBulk(),
            new Start(),
            new Memory(),
            new Memory.Heap());

    private Bench() {
    }

    public static void main(String[] args) throws Exception {
        // Whoever stops this half-way leaves no process behind.
        Runtime.getRuntime().addShutdownHook(
                new Thread(() -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly)));
        if (args.length > 0 && args[0].equals("leak")) {
            var table = new Table(List.of("mote"));
            new Leak(args.length > 1 ? Integer.parseInt(args[1]) : LEAK_MINUTES).run(table);
            end(table);
        }
        boolean quick = false;
        var parts = new ArrayList<Part>();
        Set<Program> programs = EnumSet.noneOf(Program.class);
        for (String arg : args) {
            quick |= arg.equals("quick");
            PARTS.stream().filter(part -> part.name().equals(arg)).forEach(parts::add);
            EnumSet.allOf(Program.class).stream().filter(program -> program.toString().equals(arg))
                    .forEach(programs::add);
            if (!arg.equals("quick") && !names().contains(arg)) {
                System.err.println("bench: no part or implementation '" + arg + "'; there are quick, leak, "
                        + String.join(", ", names()));
                System.exit(2);
            }
        }
        measure(Plan.of(Lane.among(programs.isEmpty() ? EnumSet.allOf(Program.class) : programs), quick),
                parts.isEmpty() ? PARTS : parts);
    }

    private static List<String> names() {
        var names = new ArrayList<>(PARTS.stream().map(Part::name).toList());
        EnumSet.allOf(Program.class).forEach(program -> names.add(program.toString()));
        return names;
    }

    private static void measure(Plan plan, List<Part> parts) throws InterruptedException {
        var columns = new ArrayList<>(plan.lanes().stream().map(Lane::toString).toList());
        columns.add(ECHO);
        var table = new Table(columns);
        if (plan.quick()) {
            table.note("quick: too little is measured for the targets to mean anything");
        }
        for (Part part : parts) {
            long start = System.nanoTime();
            try {
                part.run(plan, table);
            } catch (IOException failed) {
                table.failed(part.name() + ": " + failed.getMessage());
            }
            System.err.printf(Locale.ROOT, "bench: %s took %.0f s%n", part.name(), (System.nanoTime() - start) / 1e9);
        }
        end(table);
    }

    private static void end(Table table) {
        table.print();
        System.exit(table.allMet() ? 0 : 1);
    }
}
