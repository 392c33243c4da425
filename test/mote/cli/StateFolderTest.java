package mote.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import mote.bytes.P2pException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {

    @TempDir
    Path temp;

    @Test
    void isWhatWasAskedForBeforeAllElse() throws P2pException {
        assertEquals(Path.of("here"), StateFolder.find(Optional.of("here"),
                Map.of("STATE_DIRECTORY", "/a", "XDG_STATE_HOME", "/b", "HOME", "/c")));
    }

    @Test
    void isThatOfTheServiceBeforeThatOfTheUser() throws P2pException {
        assertEquals(Path.of("/a"), find(Map.of("STATE_DIRECTORY", "/a:/x", "XDG_STATE_HOME", "/b", "HOME", "/c")));
        assertEquals(Path.of("/b/mote"), find(Map.of("XDG_STATE_HOME", "/b", "HOME", "/c")));
        assertEquals(Path.of("/c/.local/state/mote"), find(Map.of("XDG_STATE_HOME", "relative", "HOME", "/c")));
    }

    @Test
    void saysWhatToDoWithoutHome() {
        var refusal = assertThrows(P2pException.class, () -> find(Map.of()));
        assertEquals(P2pException.Blame.LOCAL, refusal.blame());
        assertTrue(refusal.getMessage().contains("--state DIR"), refusal.getMessage());
    }

    @Test
    void isMadeForItsOwnerAlone() throws IOException {
        Path folder = temp.resolve("a/b");
        try (StateFolder state = StateFolder.open(folder)) {
            assertEquals("rwx------", mode(folder));
            assertEquals("rw-------", mode(folder.resolve("lock")));
            assertEquals(folder.resolve("key.pem"), state.keyFile());
        }
    }

    @Test
    void isRefusedToTheSecondWhileTheFirstHasIt() throws IOException {
        try (StateFolder first = StateFolder.open(temp)) {
            var refusal = assertThrows(P2pException.class, () -> StateFolder.open(temp).close());
            assertTrue(refusal.getMessage().contains("process " + ProcessHandle.current().pid()), refusal.getMessage());
            assertTrue(refusal.getMessage().contains("--state"), refusal.getMessage());
            assertEquals(temp.resolve("key.pem"), first.keyFile());
        }
        StateFolder.open(temp).close();
    }

    @Test
    void isRefusedWhereOthersCanWrite() throws IOException {
        Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxrwx---"));
        var refusal = assertThrows(P2pException.class, () -> StateFolder.open(temp));
        assertTrue(refusal.getMessage().contains("chmod 700"), refusal.getMessage());
    }

    @Test
    void saysWhichFolderItCannotUse() throws IOException {
        Path file = Files.createFile(temp.resolve("file"));
        var refusal = assertThrows(P2pException.class, () -> StateFolder.open(file));
        assertEquals(P2pException.Blame.LOCAL, refusal.blame());
        assertTrue(refusal.getMessage().contains("cannot use the state folder " + file + ": " + file
                + " is not a folder"), refusal.getMessage());
    }

    private static Path find(Map<String, String> environment) throws P2pException {
        return StateFolder.find(Optional.empty(), environment);
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
