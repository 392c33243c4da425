package mote.cli;

import module java.base;
import mote.task.*;

/// The program: `mote COMMAND [ARGUMENTS]`.
///
/// SIGINT and SIGTERM ask the command to [Stop] and wait for it. By itself the JDK would then end with 130 or 143,
/// whatever the command says, so the hook that waits halts the process with the command's own exit code.
public final class Main {

    private final Stop stop = new Stop(Thread.currentThread());
    private final CountDownLatch ended = new CountDownLatch(1);
    // Written before ended, read after.
    private int code = Command.FAILED;

    private Main() { }

    public static void main(String[] args) {
        var main = new Main();
        Runtime.getRuntime().addShutdownHook(new Thread(main::stopInOrder, "stop"));
        var err = System.err;
        Log.to(err);
        try {
            main.code = run(List.of(args), System.out, err, System.getenv(), main.stop);
        } finally {
            main.ended.countDown();
        }
        System.exit(main.code);
    }

    /// Runs one command on the calling thread and returns its exit code.
    static int run(List<String> words, PrintStream out, PrintStream err, Map<String, String> environment, Stop stop) {
        var shell = new Shell(out, err, environment, stop, words.contains("--json"));
        try {
            String name = commandName(words);
            Command command = Command.named(name);
            int named = Math.min(name.indexOf(' ') < 0 ? 1 : 2, words.size());
            var arguments = Arguments.parse(command.usage(), words.subList(named, words.size()));
            if (arguments.has("--help")) {
                HelpCommand.print(command.usage(), shell);
                return Command.DONE;
            }
            return command.run(arguments, shell);
        } catch (UsageException mistake) {
            shell.failed(mistake);
            return Command.UNUSABLE;
        } catch (IOException failure) {
            shell.failed(failure);
            return Command.FAILED;
        } catch (InterruptedException stopped) {
            return Command.FAILED;
        }
    }

    /// What to say to one who asks for a command that is not there.
    static UsageException noCommand(String asked, List<String> allowed) {
        return new UsageException("there is no command '" + asked + "'" + Nearest.hint(asked, allowed) + ", only "
                + String.join(", ", allowed));
    }

    /// The name of [Command#NAMES] that `words` begin with.
    private static String commandName(List<String> words) throws UsageException {
        String first = words.isEmpty() ? "help" : words.getFirst();
        if (first.equals("--help") || first.equals("-h")) return "help";
        if (first.equals("--version")) return "version";
        String both = words.size() > 1 ? first + " " + words.get(1) : first;
        if (Command.NAMES.contains(both)) return both;
        if (Command.NAMES.contains(first)) return first;
        var family = new ArrayList<String>();
        for (String name : Command.NAMES) {
            if (name.startsWith(first + " ")) family.add(name);
        }
        List<String> allowed = family.isEmpty() ? Command.NAMES : family;
        throw noCommand(both, allowed);
    }

    /// Runs as the JDK's shutdown hook: on a signal, and also when the command has ended by itself.
    private void stopInOrder() {
        if (ended.getCount() == 0) return;
        Clock.system().after(Limits.DEFAULT.stop(), () -> Runtime.getRuntime().halt(Command.FAILED));
        stop.request();
        try {
            ended.await();
        } catch (InterruptedException impossible) {
            throw new IllegalStateException(impossible);
        }
        Runtime.getRuntime().halt(code);
    }
}
