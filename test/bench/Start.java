package bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// How long it takes from starting a program to the first TCP connection that it accepts, and how large it is.
final class Start {

    private static final int STARTS = 20;
    private static final Path IMAGE = Path.of("build/image");

    /// Medians in milliseconds: Mote's from its image, the others' from their programs.
    Map<String, Double> milliseconds(Map<String, List<String>> peers) throws Exception {
        var medians = new LinkedHashMap<String, Double>();
        for (String name : peers.keySet()) {
            double[] times = new double[STARTS];
            for (int i = 0; i < STARTS; i++) {
                times[i] = name.equals("mote") ? ofImage() : ofPeer(peers.get(name));
            }
            Arrays.sort(times);
            medians.put(name, times[STARTS / 2]);
        }
        return medians;
    }

    Map<String, Double> mebibytes() throws IOException {
        try (Stream<Path> files = Files.walk(IMAGE)) {
            long bytes = files.filter(Files::isRegularFile).mapToLong(Start::size).sum();
            return Map.of("mote", bytes / 1048576.0, "go", mebibytes("MOTE_PEER_GO"), "rust",
                    mebibytes("MOTE_PEER_RUST"));
        }
    }

    private static double ofImage() throws Exception {
        Path state = Files.createTempDirectory("mote-bench");
        try {
            return time(port -> List.of(IMAGE.resolve("bin/mote").toString(), "run", "--listen",
                    "/ip4/127.0.0.1/tcp/" + port, "--state", state.toString()));
        } finally {
            try (Stream<Path> files = Files.walk(state)) {
                files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
            }
        }
    }

    private static double ofPeer(List<String> command) throws Exception {
        return time(port -> {
            var all = new ArrayList<>(command);
            all.addAll(List.of("--listen", "/ip4/127.0.0.1/tcp/" + port));
            return all;
        });
    }

    @FunctionalInterface
    private interface Command {
        List<String> at(int port);
    }

    private static double time(Command command) throws Exception {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        var builder = new ProcessBuilder(command.at(port)).redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        long start = System.nanoTime();
        Process process = builder.start();
        try {
            while (System.nanoTime() - start < 10_000_000_000L) {
                try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    return (System.nanoTime() - start) / 1e6;
                } catch (IOException notYet) {
                    Thread.sleep(1);
                }
            }
            throw new IOException("not listening after 10 s: " + command.at(port));
        } finally {
            process.destroy();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    private static double mebibytes(String program) {
        return size(Path.of(System.getenv(program))) / 1048576.0;
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
