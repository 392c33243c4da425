package mote.cli;

import module java.base;

/// One command of `mote`. Its [Usage] is all that parsing and help know of it.
interface Command {

    /// It is done. Of `ping`: all were answered.
    int DONE = 0;

    /// It failed. Of `ping`: some were lost.
    int FAILED = 1;

    /// The command line is wrong. Of `ping`: or there never was a connection.
    int UNUSABLE = 2;

    /// The JVM ran out of memory: no command returns this, see `-XX:+ExitOnOutOfMemoryError`.
    int NO_MEMORY = 3;

    /// All names, in the order in which help lists them.
    List<String> NAMES = List.of("run", "id", "key new", "key show", "key import", "key export", "ping", "identify",
            "perf", "demo", "config check", "config show", "version", "help");

    Usage usage();

    /// Does what was asked, on the calling thread, and returns the exit code.
    ///
    /// @throws UsageException where the arguments make no sense
    /// @throws IOException where it failed; the caller tells the user
    /// @throws InterruptedException where it was asked to stop, and has nothing to say about it
    int run(Arguments arguments, Shell shell) throws UsageException, IOException, InterruptedException;

    /// The command of a name of [#NAMES]. Only the one that is asked for is made: a node has to start fast.
    static Command named(String name) {
        return switch (name) {
            case "run" -> new RunCommand();
            case "id" -> new IdCommand();
            case "key new" -> new KeyNewCommand();
            case "key show" -> new KeyShowCommand();
            case "key import" -> new KeyImportCommand();
            case "key export" -> new KeyExportCommand();
            case "ping" -> new PingCommand();
            case "identify" -> new IdentifyCommand();
            case "perf" -> new PerfCommand();
            case "demo" -> new DemoCommand();
            case "config check" -> new ConfigCheckCommand();
            case "config show" -> new ConfigShowCommand();
            case "version" -> new VersionCommand();
            case "help" -> new HelpCommand();
            default -> throw new IllegalArgumentException("not a command: " + name);
        };
    }
}
