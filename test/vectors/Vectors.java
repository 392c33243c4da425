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

    private Vectors() {
    }

    /// The content of `file`, a path below the folder.
    public static Bytes bytes(String file) {
        String folder = System.getenv("MOTE_VECTORS");
        assumeTrue(folder != null && !folder.isEmpty(), "skipped: MOTE_VECTORS does not name the folder of vectors");
        try {
            return Bytes.copyOf(Files.readAllBytes(Path.of(folder, file)));
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
