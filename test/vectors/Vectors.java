package vectors;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import mote.bytes.Bytes;

/// The test vectors of specifications and of other implementations: files in the folder that the environment variable
/// `MOTE_VECTORS` names. A test that wants one is skipped, saying so, where there is no such folder; a file that is
/// missing in it is a failure.
public final class Vectors {

    private static final String FOLDER = System.getenv("MOTE_VECTORS");

    private Vectors() {
    }

    public static boolean areThere() {
        return FOLDER != null && !FOLDER.isEmpty();
    }

    /// `file` or a folder, below the folder.
    public static Path path(String file) {
        assumeTrue(areThere(), "skipped: MOTE_VECTORS does not name the folder of vectors");
        return Path.of(FOLDER, file);
    }

    /// The content of `file`, a path below the folder.
    public static Bytes bytes(String file) {
        Path path = path(file);
        try {
            return Bytes.copyOf(Files.readAllBytes(path));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    public static String text(String file) {
        return new String(bytes(file).toArray(), StandardCharsets.UTF_8);
    }

    public static Json json(String file) {
        return Json.parse(text(file));
    }
}
