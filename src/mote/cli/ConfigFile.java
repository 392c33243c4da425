package mote.cli;

import module java.base;
import mote.bytes.*;
import mote.cli.Usage.Option;

/// The configuration file: lines `key = value`, with the keys of [Settings]. What begins with `#`, at the start of a
/// line or after a blank, is a comment. A key that takes a list is repeated; the command line comes before the file.
///
/// ```
///   # the small one in the attic
///   listen = /ip4/0.0.0.0/tcp/4001
///   memory = 8MiB                    # of 512
/// ```
final class ConfigFile {

    /// A line that is wrong.
    ///
    /// @param number from 1 on
    record Mistake(int number, String reason) { }

    private final Path path;
    private final Arguments into;
    private final List<Mistake> mistakes = new ArrayList<>();
    // The first line of each key so far.
    private final Map<String, Integer> seen = new LinkedHashMap<>();

    private ConfigFile(Path path, Arguments into) {
        this.path = path;
        this.into = into;
    }

    /// The file that `--config` names, else the first of [#places] that is there, else null.
    static Path find(Arguments arguments, Shell shell) {
        Optional<String> asked = arguments.text("--config");
        if (asked.isPresent()) return Path.of(asked.get());
        for (Path place : places(shell.environment())) {
            if (Files.exists(place)) return place;
        }
        return null;
    }

    /// Where the file is looked for: what the user has comes before what the system has.
    static List<Path> places(Map<String, String> environment) {
        var places = new ArrayList<Path>();
        String home = environment.getOrDefault("HOME", "");
        // XDG: "If an implementation encounters a relative path in any of these variables it should consider the path
        // invalid and ignore it."
        String user = environment.getOrDefault("XDG_CONFIG_HOME", "");
        if (user.startsWith("/")) {
            places.add(Path.of(user, "mote", "mote.conf"));
        } else if (!home.isEmpty()) {
            places.add(Path.of(home, ".config", "mote", "mote.conf"));
        }
        places.add(Path.of("/etc/mote.conf"));
        return places;
    }

    /// Adds what the file says to the arguments, where there is one, and returns where; null where there is none.
    ///
    /// @throws UsageException where a line is wrong
    static Path addTo(Arguments arguments, Shell shell) throws UsageException, IOException {
        Path path = find(arguments, shell);
        List<Mistake> mistakes = path == null ? List.of() : read(path, arguments);
        if (mistakes.isEmpty()) return path;
        Mistake first = mistakes.getFirst();
        throw new UsageException(path + ":" + first.number + ": " + first.reason + (mistakes.size() == 1 ? ""
                : "; " + (mistakes.size() - 1) + " more with: mote config check " + path));
    }

    /// Adds what the file says to the arguments, and returns the lines that it could not.
    ///
    /// @throws P2pException where it cannot be read
    static List<Mistake> read(Path path, Arguments into) throws P2pException {
        var file = new ConfigFile(path, into);
        int number = 0;
        for (String line : text(path).split("\n", -1)) {
            number++;
            try {
                file.line(line, number);
            } catch (IllegalArgumentException mistake) {
                file.mistakes.add(new Mistake(number, mistake.getMessage()));
            }
        }
        return file.mistakes;
    }

    private static String text(Path path) throws P2pException {
        int most = Limits.DEFAULT.configBytes();
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) throw P2pException.local(path + " has more than " + most + " bytes");
            String text = new String(bytes, StandardCharsets.UTF_8);
            // Some editors begin a file with the mark of its byte order.
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (P2pException tooLong) {
            throw tooLong;
        } catch (IOException failure) {
            throw new P2pException(P2pException.Blame.LOCAL, "cannot read the configuration file " + path + ": "
                    + Reason.of(failure).words(), failure);
        }
    }

    /// @throws IllegalArgumentException where it is wrong
    private void line(String line, int number) {
        String text = withoutComment(line).strip();
        if (text.isEmpty()) return;
        int equals = text.indexOf('=');
        require(equals >= 0, "'" + text + "' is not of the form: key = value");
        String key = text.substring(0, equals).strip();
        String value = text.substring(equals + 1).strip();
        Option option = option(key);
        require(!value.isEmpty(), key + " needs a value; a line that begins with # leaves it at its default");
        require(value.indexOf('\ufffd') < 0, key + ": '" + value + "' is not in UTF-8");
        // A path within a file could be meant from the file or from where mote is started.
        require(!option.isPath() || value.startsWith("/"), key + ": '" + value + "' is not a path that begins with /");
        Integer first = seen.putIfAbsent(key, number);
        require(first == null || option.repeats(), key + " stands in line " + first + " already");
        try {
            into.add(option, new Arguments.Given(value, path, number));
        } catch (IllegalArgumentException mistake) {
            throw new IllegalArgumentException(key + ": " + mistake.getMessage());
        }
    }

    private static String withoutComment(String line) {
        for (int i = line.indexOf('#'); i >= 0; i = line.indexOf('#', i + 1)) {
            if (i == 0 || Character.isWhitespace(line.charAt(i - 1))) return line.substring(0, i);
        }
        return line;
    }

    private static Option option(String key) {
        var keys = new ArrayList<String>();
        for (Option option : Settings.ALL) {
            if (option.key().equals(key)) return option;
            keys.add(option.key());
        }
        throw new IllegalArgumentException("there is no key '" + key + "'" + Nearest.hint(key, keys) + ", only "
                + String.join(", ", keys));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) throw new IllegalArgumentException(otherwise);
    }
}
