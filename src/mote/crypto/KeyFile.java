package mote.crypto;

import module java.base;
import mote.bytes.*;

/// The file that keeps an [Identity]: mode 0600, in the form of [Pem], which openssl reads. All methods block on the
/// disk and fail with a [P2pException] blaming this node, whose message names the file and what to do.
///
/// A file appears whole or not at all, also when the power fails: it is written under another name, forced to the
/// disk, renamed, and its folder is forced too. Nothing here ever replaces a file or makes up for one: a node whose
/// key file is damaged must not start, since under a new key it would be another peer.
public final class KeyFile {

    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");

    private KeyFile() { }

    /// Reads the identity in `file`. Refused are symbolic links, files that others may read or write, and all content
    /// but one Ed25519 key.
    public static Identity load(Path file) throws P2pException {
        byte[] content = read(file, true);
        try {
            return Pem.decode(content);
        } catch (P2pException damaged) {
            throw refusal(file, damaged.getMessage());
        } finally {
            Pem.wipe(content);
        }
    }

    /// Writes `identity` to `file`, which must not exist; its folder must.
    public static void create(Path file, Identity identity) throws P2pException { write(file, Pem.encode(identity)); }

    /// Reads the identity in a file that holds libp2p's `PrivateKey` message, as it is or in base64, whatever its mode.
    public static Identity importMessage(Path file) throws P2pException {
        byte[] content = read(file, false);
        byte[] message = content;
        try {
            // The message begins with the byte 8, which base64 never does.
            if (content.length > 0 && content[0] >= ' ') message = Base64.getMimeDecoder().decode(content);
            return Identity.decode(Bytes.copyOf(message));
        } catch (P2pException | IllegalArgumentException malformed) {
            throw refusal(file, "does not hold a private key that this node can use: " + malformed.getMessage());
        } finally {
            Pem.wipe(content, message);
        }
    }

    /// Writes `identity` to `file`, which must not exist, as libp2p's `PrivateKey` message.
    public static void exportMessage(Path file, Identity identity) throws P2pException {
        write(file, identity.encode());
    }

    private static byte[] read(Path file, boolean isPrivate) throws P2pException {
        int max = Limits.DEFAULT.keyFileBytesMax();
        try (InputStream in = isPrivate ? openPrivate(file) : Files.newInputStream(file)) {
            byte[] content = in.readNBytes(max + 1);
            if (content.length > max) throw refusal(file, "has more than " + max + " bytes: no key file");
            return content;
        } catch (IOException failure) {
            throw refusal(file, failure);
        }
    }

    private static InputStream openPrivate(Path file) throws IOException {
        var attributes = Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) throw refusal(file, "is a link or no file at all; name the file itself");
        String mode = PosixFilePermissions.toString(attributes.permissions());
        if (OWNER.containsAll(attributes.permissions())) return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
        throw refusal(file, "is open to others (" + mode + "); run: chmod 600 " + file);
    }

    /// Wipes `content`.
    private static void write(Path file, byte[] content) throws P2pException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        try {
            // Before a secret is written beside it for nothing.
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) throw new FileAlreadyExistsException(file.toString());
            Files.deleteIfExists(unfinished); // of a start that was cut short
            try (FileChannel out = FileChannel.open(unfinished,
                    EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(OWNER))) {
                Channels.newOutputStream(out).write(content);
                out.force(true);
            }
            Files.move(unfinished, file); // a rename, and refused where the file exists
            try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent())) {
                folder.force(true);
            }
        } catch (IOException failure) {
            throw refusal(file, failure);
        } finally {
            Pem.wipe(content);
        }
    }

    private static P2pException refusal(Path file, String reason) {
        return P2pException.local("key file " + file + " " + reason);
    }

    private static P2pException refusal(Path file, IOException failure) {
        if (failure instanceof P2pException refused) return refused;
        String reason = switch (failure) {
            case NoSuchFileException _ -> "does not exist, or its folder does not";
            case AccessDeniedException _ -> "is not accessible to this user";
            case FileAlreadyExistsException _ -> "exists already and is not overwritten";
            default -> "cannot be read or written: " + failure.getMessage();
        };
        return new P2pException(P2pException.Blame.LOCAL, "key file " + file + " " + reason, failure);
    }
}
