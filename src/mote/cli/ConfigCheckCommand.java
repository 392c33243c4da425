package mote.cli;

import module java.base;
import mote.cli.Usage.Exits;
import mote.cli.Usage.Operand;

/// `config check`: is every line of the configuration file understood?
final class ConfigCheckCommand implements Command {

    @Override
    public Usage usage() {
        return new Usage("config check", "tells whether a configuration file is right",
                List.of(new Operand("[FILE]", "the file; without it, the one that `mote run` would read")), List.of(),
                "mote config check /etc/mote.conf",
                new Exits("the file is right, or none is there", "it has mistakes, or cannot be read",
                        "the command line is wrong"));
    }

    @Override
    public int run(Arguments arguments, Shell shell) throws IOException {
        Path file = arguments.operand(0).map(Path::of).orElse(ConfigFile.find(arguments, shell));
        List<ConfigFile.Mistake> mistakes = file == null ? List.of() : ConfigFile.read(file, arguments);
        for (ConfigFile.Mistake mistake : mistakes) {
            if (shell.json()) {
                shell.result(Json.event("mistake").put("file", file.toString()).put("line", mistake.number())
                        .put("reason", mistake.reason()));
            } else {
                shell.result(file + ":" + mistake.number() + ": " + mistake.reason());
            }
        }
        if (shell.json()) {
            shell.result(Json.event("summary").put("file", file == null ? null : file.toString())
                    .put("mistakes", mistakes.size()));
        } else if (file == null) {
            List<String> places = ConfigFile.places(shell.environment()).stream().map(Path::toString).toList();
            shell.result("there is no configuration file, so the defaults hold; looked for "
                    + String.join(" and ", places));
        } else if (mistakes.isEmpty()) {
            shell.result(file + " is right");
        }
        return mistakes.isEmpty() ? DONE : FAILED;
    }
}
