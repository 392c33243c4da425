package mote.cli;

import module java.base;
import mote.cli.Usage.Exits;
import mote.cli.Usage.Option;

/// `config show`: every setting with the value that a node would run with, and where that comes from.
final class ConfigShowCommand implements Command {

    @Override
    public Usage usage() {
        return new Usage("config show",
                "prints the settings that `mote run` would have with the same options, and where each comes from",
                List.of(), Settings.withConfig(), "mote config show --connections 64",
                new Exits("done", "it failed, and said why", "the command line or the configuration file is wrong"));
    }

    @Override
    public int run(Arguments arguments, Shell shell) throws UsageException, IOException {
        ConfigFile.addTo(arguments, shell);
        for (Option option : Settings.ALL) {
            List<Arguments.Given> given = arguments.given(option.flag());
            if (given.isEmpty()) {
                for (String value : Settings.standard(option, arguments, shell)) {
                    print(option, value, "default", shell);
                }
            } else {
                // Of an option that does not repeat the last one counts.
                for (Arguments.Given each : option.repeats() ? given : List.of(given.getLast())) {
                    print(option, each, shell);
                }
            }
        }
        return DONE;
    }

    private static void print(Option option, String value, String origin, Shell shell) {
        if (shell.json()) {
            shell.result(new Json().put("key", option.key()).put("value", value).put("origin", origin));
        } else {
            shell.result(option.key() + " = " + value + "  # " + origin);
        }
    }

    private static void print(Option option, Arguments.Given given, Shell shell) {
        if (given.file() == null) {
            print(option, given.text(), "flag", shell);
        } else if (shell.json()) {
            shell.result(new Json().put("key", option.key()).put("value", given.text()).put("origin", "file")
                    .put("file", given.file().toString()).put("line", given.line()));
        } else {
            print(option, given.text(), given.file() + ":" + given.line(), shell);
        }
    }
}
