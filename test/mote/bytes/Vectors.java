package mote.bytes;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The files of test vectors, in the folder that the environment variable `MOTE_VECTORS` names. Where it names none,
/// the test that asks is skipped, saying so.
public final class Vectors {

    private static final String FOLDER = System.getenv("MOTE_VECTORS");

    private Vectors() {
    }

    public static boolean areThere() {
        return FOLDER != null && !FOLDER.isEmpty();
    }

    /// The file or folder `name`, such as `multiaddr/go-good.json`.
    public static Path path(String name) {
        return areThere() ? Path.of(FOLDER, name) : abort("MOTE_VECTORS is not set: no " + name);
    }

    public static Json json(String name) {
        return Json.parse(read(name).utf8());
    }

    public static List<String> lines(String name) {
        return read(name).utf8().lines().toList();
    }

    public static Bytes read(String name) {
        Path path = path(name);
        try {
            return Bytes.copyOf(Files.readAllBytes(path));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
