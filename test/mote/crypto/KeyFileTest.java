package mote.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import mote.bytes.Bytes;
import mote.bytes.P2pException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

final class KeyFileTest {

    private final Identity identity = Identity.generate(new Random(1));

    @TempDir
    private Path folder;
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("identity.pem");
    }

    @Test
    void loadsWhatItCreated() throws Exception {
        KeyFile.create(file, identity);
        assertEquals(identity.publicKey(), KeyFile.load(file).publicKey());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(List.of(file), contents());
    }

    @Test
    void writesTheKeyOfTheSpecificationInThisForm() throws Exception {
        KeyFile.create(file, Identity.decode(Bytes.ofHex("08011240"
                + "7e0830617c4a7de83925dfb2694556b12936c477a0e1feb2e148ec9da60fee7d"
                + "1ed1e8fae2c4a144b8be8fd4b47bf3d3b34b871c3cacf6010f0e42d474fce27e")));
        assertEquals("""
                Public-Key: 1ed1e8fae2c4a144b8be8fd4b47bf3d3b34b871c3cacf6010f0e42d474fce27e
                -----BEGIN PRIVATE KEY-----
                MC4CAQAwBQYDK2VwBCIEIH4IMGF8Sn3oOSXfsmlFVrEpNsR3oOH+suFI7J2mD+59
                -----END PRIVATE KEY-----
                """, Files.readString(file));
    }

    @Test
    void neverReplacesAFile() throws Exception {
        KeyFile.create(file, identity);
        byte[] before = Files.readAllBytes(file);
        assertRefused("exists already", () -> KeyFile.create(file, Identity.generate(new Random(2))));
        assertRefused("exists already", () -> KeyFile.exportMessage(file, Identity.generate(new Random(2))));
        assertArrayEquals(before, Files.readAllBytes(file));
        assertEquals(List.of(file), contents());
    }

    @Test
    void startsAgainAfterAWriteThatWasCutShort() throws Exception {
        Files.writeString(folder.resolve("identity.pem.new"), "-----BEGIN PRI");
        KeyFile.create(file, identity);
        assertEquals(identity.publicKey(), KeyFile.load(file).publicKey());
        assertEquals(List.of(file), contents());
    }

    @Test
    void refusesEveryFileWithOneByteChanged() throws Exception {
        byte[] good = Pem.encode(identity);
        Random random = new Random(3);
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= (byte) (1 + random.nextInt(255));
            assertDamaged(bad);
        }
    }

    @Test
    void refusesEveryFileCutShortAndOneTooLong() throws Exception {
        byte[] good = Pem.encode(identity);
        for (int length = 0; length < good.length; length++) {
            assertDamaged(Arrays.copyOf(good, length));
        }
        assertDamaged(Arrays.copyOf(good, good.length + 1));
        write(new byte[100_000]);
        assertRefused("more than 4096 bytes", () -> KeyFile.load(file));
    }

    @Test
    void refusesFilesThatOthersCanReadOrWrite() throws Exception {
        for (String mode : List.of("rw-r--r--", "rw-rw-rw-", "rw--w----", "rw----r--", "rwx------")) {
            write(Pem.encode(identity));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
            assertRefused("chmod 600 " + file, () -> KeyFile.load(file));
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
        assertEquals(identity.publicKey(), KeyFile.load(file).publicKey());
    }

    @Test
    void refusesLinksFoldersAndWhatIsNotThere() throws Exception {
        assertRefused("does not exist", () -> KeyFile.load(file));
        assertRefused("does not exist", () -> KeyFile.create(folder.resolve("no/such/file"), identity));
        Path real = folder.resolve("real");
        KeyFile.create(real, identity);
        Files.createSymbolicLink(file, real);
        assertRefused("link", () -> KeyFile.load(file));
        assertRefused("exists already", () -> KeyFile.create(file, identity));
        assertRefused("no file at all", () -> KeyFile.load(folder));
    }

    @Test
    void saysWhereTheKeyMustComeFromAndNeverShowsIt() throws Exception {
        byte[] bad = Pem.encode(identity);
        bad[120] ^= 1;
        write(bad);
        P2pException refusal = assertThrows(P2pException.class, () -> KeyFile.load(file));
        assertTrue(refusal.getMessage().contains(file.toString()) && refusal.getMessage().contains("restore it"));
        assertFalse(refusal.getMessage().contains(new String(bad, 110, 20)));
    }

    @Test
    void importsWhatItExported() throws Exception {
        KeyFile.exportMessage(file, identity);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(68, Files.size(file));
        assertEquals(identity.publicKey(), KeyFile.importMessage(file).publicKey());
        Files.write(file, Bytes.ofHex("0802122053dadf1d5a164d6b4acdb15e24aa4c5b1d3461bdbd42abedb0a4404d56ced8fb")
                .toArray());
        assertRefused("type Secp256k1", () -> KeyFile.importMessage(file));
    }

    @Test
    void importsTheMessageInBase64Too() throws Exception {
        String text = Base64.getMimeEncoder().encodeToString(identity.encode());
        Files.writeString(file, text + "\n");
        assertEquals(identity.publicKey(), KeyFile.importMessage(file).publicKey());
        Files.writeString(file, text.substring(0, text.length() - 9));
        assertRefused("does not hold a private key", () -> KeyFile.importMessage(file));
    }

    @Test
    void opensslReadsOurFilesAndWeReadItsOwn() throws Exception {
        KeyFile.create(file, identity);
        String derived = openssl("pkey", "-in", file.toString(), "-pubout", "-outform", "DER");
        assertEquals("302a300506032b6570032100" + identity.publicKey().data().hex(), derived);

        Path theirs = folder.resolve("theirs.pem");
        openssl("genpkey", "-algorithm", "ed25519", "-out", theirs.toString());
        String expected = openssl("pkey", "-in", theirs.toString(), "-pubout", "-outform", "DER");
        assertEquals(expected.substring(24), KeyFile.load(theirs).publicKey().data().hex());

        Path rsa = folder.resolve("rsa.pem");
        openssl("genpkey", "-algorithm", "rsa", "-out", rsa.toString());
        assertRefused("does not hold an Ed25519 key", () -> KeyFile.load(rsa));
    }

    /// The output of openssl in hexadecimal.
    private static String openssl(String... arguments) throws Exception {
        Process process;
        try {
            process = new ProcessBuilder(Stream.concat(Stream.of("openssl"), Arrays.stream(arguments)).toList())
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        } catch (IOException missing) {
            assumeTrue(false, "skipped: openssl is not installed");
            throw missing;
        }
        byte[] output = process.getInputStream().readAllBytes();
        assertEquals(0, process.waitFor(), () -> "openssl " + String.join(" ", arguments));
        return Bytes.copyOf(output).hex();
    }

    private List<Path> contents() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private void assertDamaged(byte[] content) throws IOException {
        write(content);
        assertRefused("restore it", () -> KeyFile.load(file));
    }

    private void write(byte[] content) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, content);
    }

    private static void assertRefused(String reason, Executable action) {
        P2pException refusal = assertThrows(P2pException.class, action);
        assertEquals(P2pException.Blame.LOCAL, refusal.blame());
        assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
    }
}
