package bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// How long it takes from starting a program to the first TCP connection that it accepts, of Mote from its image, and
/// how large it is.
record Start() implements Bench.Part {

    private static final int STARTS = 20;
    private static final double TARGET_MILLIS = 250;
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public void run(Plan plan, Table table) throws IOException, InterruptedException {
        List<Program> programs = plan.lanes().stream().filter(Lane::isPure).map(Lane::client).toList();
        var millis = new Series();
        for (int start = 0; start < STARTS / plan.divisor(); start++) {
            for (Program program : programs) {
                millis.add(program.toString(), program == Program.MOTE ? ofImage() : ofPeer(program));
            }
        }
        table.atMost("start: to an accepted connection, ms", millis.medians(), TARGET_MILLIS);
        var sizes = new Series();
        sizes.add(Program.MOTE.toString(), Image.mebibytes());
        for (Program program : List.of(Program.GO, Program.RUST)) {
            if (programs.contains(program)) {
                sizes.add(program.toString(), Image.mebibytes(Path.of(program.path())));
            }
        }
        Map<String, Double> mebibytes = sizes.medians();
        table.report("start: size of the image or program, MiB", mebibytes);
    }

    private static double ofImage() throws IOException, InterruptedException {
        try (Image image = Image.withNewState()) {
            int port = freePort();
            return time(image.run(port), port);
        }
    }

    private static double ofPeer(Program program) throws IOException, InterruptedException {
        int port = freePort();
        var command = new ArrayList<>(program.command());
        command.addAll(List.of("--listen", "/ip4/127.0.0.1/tcp/" + port));
        return time(command, port);
    }

    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static double time(List<String> command, int port) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        long start = System.nanoTime();
        Process process = builder.start();
        try {
            while (System.nanoTime() - start < PATIENCE_NANOS) {
                try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    return (System.nanoTime() - start) / 1e6;
                } catch (IOException _) {
                    Thread.sleep(1); // It does not listen yet.
                }
            }
            throw new IOException("does not listen: " + command);
        } finally {
            process.destroy();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }
}
