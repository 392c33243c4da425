package bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The image that users run, with a state folder of its own.
record Image(Path state) implements AutoCloseable {

    private static final Path FOLDER = Path.of("build/image");

    static Image withNewState() throws IOException {
        return new Image(Files.createTempDirectory("mote-bench"));
    }

    /// @param port 0: any
    List<String> run(int port) {
        return List.of(FOLDER.resolve("bin/mote").toString(), "run", "--json", "--listen", "/ip4/127.0.0.1/tcp/" + port,
                "--state", state.toString(), "--connections", "2000");
    }

    static double mebibytes() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(Files::isRegularFile).mapToDouble(Image::mebibytes).sum();
        }
    }

    static double mebibytes(Path file) {
        try {
            return Files.size(file) / 1048576.0;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(state)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }
}
