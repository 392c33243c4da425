package mote.cli;

import module java.base;
import mote.cli.Usage.Exits;
import mote.cli.Usage.Operand;
import mote.cli.Usage.Option;

/// `help`: prints what [Usage] knows of the commands.
final class HelpCommand implements Command {

    private static final int COLUMN = 19;

    @Override
    public Usage usage() {
        return new Usage("help", "lists the commands, or explains one",
                List.of(new Operand("[COMMAND]", "the command to explain"),
                        new Operand("[SECOND]", "its second word, where it has two")),
                List.of(), "mote help ping", Exits.DEFAULT);
    }

    @Override
    public int run(Arguments arguments, Shell shell) throws UsageException {
        if (arguments.operand(0).isEmpty()) {
            printAll(shell);
            return DONE;
        }
        String asked = arguments.needed(0) + arguments.operand(1).map(second -> " " + second).orElse("");
        var found = new ArrayList<String>();
        for (String name : NAMES) {
            if (name.equals(asked) || name.startsWith(asked + " ")) found.add(name);
        }
        if (found.isEmpty()) throw Main.noCommand(asked, NAMES);
        for (String name : found) {
            print(Command.named(name).usage(), shell);
        }
        return DONE;
    }

    /// Explains one command.
    static void print(Usage usage, Shell shell) {
        if (shell.json()) {
            shell.result(json(usage));
            return;
        }
        shell.result("mote " + usage.name() + ": " + usage.purpose());
        shell.result("");
        shell.result("usage: " + usage.synopsis());
        shell.result("");
        int column = column(usage);
        for (Operand operand : usage.operands()) {
            row(shell, column, operand.name(), operand.meaning());
        }
        for (Option option : usage.allOptions()) {
            row(shell, column, option.shape(), option.meaning()
                    + (option.standard().isEmpty() ? "" : "; default: " + option.standard()));
        }
        shell.result("");
        shell.result("example:");
        shell.result("  " + usage.example());
        shell.result("");
        exits(shell, usage.exits());
        shell.result("");
    }

    /// Where the meanings begin, so that none touches a name.
    private static int column(Usage usage) {
        int column = COLUMN;
        for (Option option : usage.options()) {
            column = Math.max(column, option.shape().length() + 2);
        }
        return column;
    }

    private static void printAll(Shell shell) {
        if (shell.json()) {
            for (String name : NAMES) {
                shell.result(json(Command.named(name).usage()));
            }
            return;
        }
        shell.result("Mote is a node of the libp2p network.");
        shell.result("");
        shell.result("usage: mote COMMAND [ARGUMENTS]");
        shell.result("");
        for (String name : NAMES) {
            row(shell, COLUMN, name, Command.named(name).usage().purpose());
        }
        shell.result("");
        shell.result("Every command takes --json, to print one JSON object a line, and --help.");
        shell.result("Sizes: 4096, 100k, 64KiB, 16MiB, 1G. Times: 200ms, 30s, 10m, 1h.");
        shell.result("Results go to the standard output, everything else to the standard error output.");
        shell.result("");
        shell.result("example:");
        shell.result("  mote run");
        shell.result("  mote ping /ip4/127.0.0.1/tcp/4001 -c 3");
        shell.result("");
        exits(shell, Exits.ALL);
    }

    private static void exits(Shell shell, Exits exits) {
        shell.result("exit codes:");
        exits.table().forEach((code, meaning) -> row(shell, COLUMN, Integer.toString(code), meaning));
    }

    /// @param column where the meaning begins
    private static void row(Shell shell, int column, String name, String meaning) {
        shell.result("  " + name + " ".repeat(column - name.length()) + meaning);
    }

    private static Json json(Usage usage) {
        return new Json().put("command", usage.name()).put("purpose", usage.purpose()).put("usage", usage.synopsis())
                .put("options", usage.allOptions().stream().map(Option::shape).toList())
                .put("example", usage.example());
    }
}
