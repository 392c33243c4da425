package attacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import mote.crypto.Identity;
import mote.crypto.KeyFile;
import mote.node.Node;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The file of the key is damaged, or others can read it: the node does not start, says why, and leaves the file as it
/// is. It never makes up for it by a new identity. Stopped by `crypto.Limits.keyFileBytesMax` (4 KiB), and by a form
/// that is read to the last byte.
@Tag("slow")
class DamagedKeyFileTest {

    @TempDir
    private Path state;

    @Test
    void isEmptyHalfWrittenOrOfAnotherVersion() throws Exception {
        Path file = newKey();
        byte[] good = Files.readAllBytes(file);
        byte[] changed = good.clone();
        changed[40] ^= 1;
        byte[] other = new String(good, StandardCharsets.US_ASCII).replace("PRIVATE", "PRIVATE2")
                .getBytes(StandardCharsets.US_ASCII);
        for (byte[] damaged : new byte[][] {{}, Arrays.copyOf(good, good.length / 2), changed, other,
                new byte[1 << 16]}) {
            Files.write(file, damaged);
            assertRefuses(file, damaged, "key.pem");
        }
    }

    @Test
    void isALinkOrOpenToOthers() throws Exception {
        Path file = newKey();
        byte[] good = Files.readAllBytes(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertRefuses(file, good, "chmod 600");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Path elsewhere = state.resolve("elsewhere.pem");
        Files.move(file, elsewhere);
        Files.createSymbolicLink(file, elsewhere);
        assertRefuses(file, good, "link");
        assertTrue(Files.isSymbolicLink(file));
    }

    private Path newKey() throws IOException {
        Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwx------"));
        Path file = state.resolve("key.pem");
        KeyFile.create(file, Identity.generate(new SecureRandom()));
        return file;
    }

    private void assertRefuses(Path file, byte[] content, String reason) throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m", "-XX:TieredStopAtLevel=1", "-cp", place(Node.class), "mote.cli.Main", "run",
                "--listen", "/ip4/127.0.0.1/tcp/0", "--state", state.toString()).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(1, process.waitFor(), said);
        assertTrue(said.contains(reason), said);
        assertFalse(said.contains("12D3Koo"), "no other identity: " + said);
        assertEquals(Arrays.toString(content), Arrays.toString(Files.readAllBytes(file)), "as it was");
        assertFalse(Files.exists(state.resolve("key.pem.new"), LinkOption.NOFOLLOW_LINKS));
    }

    private static String place(Class<?> compiled) {
        return new File(URI.create(compiled.getProtectionDomain().getCodeSource().getLocation().toString())).getPath();
    }
}
