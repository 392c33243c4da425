package mote.cli;

import module java.base;

/// Tells whether a standard stream is a terminal. The JDK's [Console] knows only of the input and the output together.
final class Terminal {

    static final int OUT = 1;
    static final int ERR = 2;

    private Terminal() { }

    /// @param descriptor [#OUT] or [#ERR]
    static boolean is(int descriptor) {
        try {
            return isName(Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString());
        } catch (IOException otherSystem) {
            return System.console() != null && System.console().isTerminal();
        }
    }

    /// @param target what Linux calls an open file
    static boolean isName(String target) {
        return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
    }
}
