package mote.cli;

import module java.base;
import mote.bytes.*;

/// The folder in which a node keeps what outlives it, locked by the node that uses it. Only its owner can look inside.
///
/// ```
///   key.pem   the private key that the node is known by
///   lock      held by the node that runs; holds its process id
/// ```
final class StateFolder implements Closeable {

    private static final Set<PosixFilePermission> OTHERS_WRITE =
            EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private static final int PID_BYTES = 20;

    private final Path path;
    private final FileChannel lock;

    private StateFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /// Where the state is: the folder that was asked for, that of the service (systemd), that of the user (XDG).
    ///
    /// @param asked the value of `--state`
    static Path find(Optional<String> asked, Map<String, String> environment) throws P2pException {
        if (asked.isPresent()) return Path.of(asked.get());
        String service = environment.getOrDefault("STATE_DIRECTORY", "");
        if (!service.isEmpty()) {
            // systemd: several are separated by colons
            int colon = service.indexOf(':');
            return Path.of(colon < 0 ? service : service.substring(0, colon));
        }
        // XDG: "If an implementation encounters a relative path in any of these variables it should consider the path
        // invalid and ignore it."
        String user = environment.getOrDefault("XDG_STATE_HOME", "");
        if (user.startsWith("/")) return Path.of(user, "mote");
        String home = environment.getOrDefault("HOME", "");
        if (home.isEmpty()) {
            throw P2pException.local("there is no place for the node's state, because HOME is not set;"
                    + " name a folder with --state DIR");
        }
        return Path.of(home, ".local", "state", "mote");
    }

    static Path keyFile(Path folder) { return folder.resolve("key.pem"); }

    /// Locks the folder, and makes it where it is not there, until it is closed.
    ///
    /// @throws P2pException where another node holds it, or others could write into it
    static StateFolder open(Path path) throws IOException {
        try {
            return create(path);
        } catch (FileSystemException failure) {
            throw new P2pException(P2pException.Blame.LOCAL, "cannot use the state folder " + path + ": "
                    + Reason.of(failure).words() + "; name another with --state DIR", failure);
        }
    }

    /// The file of the node's private key.
    Path keyFile() { return keyFile(path); }

    /// Gives the lock up.
    @Override public void close() throws IOException { lock.close(); }

    private static StateFolder create(Path path) throws IOException {
        Files.createDirectories(path, mode("rwx------"));
        if (!Collections.disjoint(Files.getPosixFilePermissions(path), OTHERS_WRITE)) {
            throw P2pException.local("other users can write into " + path + ", so the key would not be safe there;"
                    + " run: chmod 700 " + path);
        }
        FileChannel channel = FileChannel.open(path.resolve("lock"), EnumSet.of(StandardOpenOption.CREATE,
                StandardOpenOption.READ, StandardOpenOption.WRITE), mode("rw-------"));
        try {
            if (tryLock(channel) == null) {
                throw P2pException.local("another node" + holder(channel) + " uses " + path
                        + "; stop it, or name another folder with --state DIR");
            }
            channel.truncate(0);
            channel.write(StandardCharsets.US_ASCII.encode(Long.toString(ProcessHandle.current().pid())));
            return new StateFolder(path, channel);
        } catch (IOException refused) {
            channel.close();
            throw refused;
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer pid = ByteBuffer.allocate(PID_BYTES);
        channel.read(pid, 0);
        return pid.position() == 0 ? "" : " (process " + StandardCharsets.US_ASCII.decode(pid.flip()) + ")";
    }

    private static FileAttribute<Set<PosixFilePermission>> mode(String mode) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
    }
}
