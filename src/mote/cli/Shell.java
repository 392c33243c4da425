package mote.cli;

import module java.base;

/// What a command has from the shell that called it: where to print, the environment, and the wish to stop. Results go
/// to the standard output and everything else to the other one; all text is made harmless by [Escape]. May be used
/// from any thread.
final class Shell {

    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;
    private final Stop stop;
    private final boolean json;
    // Guarded by this.
    private boolean progress;

    /// @param json whether results are JSON
    Shell(PrintStream out, PrintStream err, Map<String, String> environment, Stop stop, boolean json) {
        this.out = out;
        this.err = err;
        this.environment = environment;
        this.stop = stop;
        this.json = json;
    }

    Map<String, String> environment() { return environment; }

    Stop stop() { return stop; }

    boolean json() { return json; }

    /// A line of the result, in JSON.
    void result(Json line) { print(line.toString()); }

    /// A line of the result, for people.
    void result(String line) { print(Escape.terminal(line)); }

    /// A line of the result, for people, in colours.
    void result(Styled line) { print(line.toString()); }

    /// Tells what is not a result.
    synchronized void note(String line) {
        clear();
        err.println(Escape.terminal(line));
        err.flush();
    }

    /// Tells what failed, and where it is known what to do about it. Nothing is told of what failed because the command
    /// was asked to stop.
    void failed(IOException failure) {
        if (stop.isRequested()) return;
        var reason = Reason.of(failure);
        failed(reason.words(), reason.blame().toString(), reason.advice());
    }

    /// Tells what is wrong with the command line.
    void failed(UsageException mistake) { failed(mistake.getMessage(), "usage", ""); }

    /// Shows how far something is, on a line that the next output replaces. Only where [#showsProgress].
    synchronized void progress(String line) {
        clear();
        err.print(Escape.terminal(line));
        err.flush();
        progress = true;
    }

    /// Whether somebody watches the results.
    boolean isTerminal() { return Terminal.is(Terminal.OUT); }

    /// Whether somebody watches what is not a result, and not a program.
    boolean showsProgress() { return !json && Terminal.is(Terminal.ERR); }

    /// Whether to print in colours.
    boolean isColoured() { return Styled.isWanted(environment) && isTerminal(); }

    /// Whether nobody reads the results any more.
    boolean isDeaf() { return out.checkError(); }

    private void failed(String reason, String blame, String advice) {
        if (json) {
            result(Json.event("error").put("reason", reason).put("blame", blame.toLowerCase(Locale.ROOT)));
            return;
        }
        note("mote: " + reason);
        if (!advice.isEmpty()) note("      " + advice);
    }

    private synchronized void print(String line) {
        clear();
        out.println(line);
        out.flush();
    }

    private void clear() {
        if (progress) {
            progress = false;
            err.print("\r\u001b[K");
            err.flush();
        }
    }
}
