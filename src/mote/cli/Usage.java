package mote.cli;

import module java.base;

/// How a command is called: what its arguments are checked against and what its help prints.
///
/// @param name one word, or two such as `key new`
/// @param purpose in one line
/// @param operands what has to follow the name, in order
/// @param options what may stand anywhere after the name, without those that every command takes
/// @param example a call that works as it stands, but for names and addresses
/// @param exits what its exit codes mean
record Usage(String name, String purpose, List<Operand> operands, List<Option> options, String example, Exits exits) {

    /// An argument that has no flag.
    ///
    /// @param name in capitals; in brackets where it can be left out
    record Operand(String name, String meaning) {

        boolean isNeeded() { return !name.startsWith("["); }
    }

    /// An argument that has a flag, and for `run` a setting: then a line `key = value` of the configuration file, whose
    /// key is the flag without its dashes, means the same.
    ///
    /// @param flag such as `--key`
    /// @param value a name for its value, in capitals, which also says what is allowed: `N` is a whole number, `TIME`
    ///        and `SIZE` are read by [Units], `ADDR` is a multiaddr, `FILE` and `DIR` are paths. Empty for a switch,
    ///        which is true where it is given
    /// @param standard the value where it is not given; empty where there is none. Only a switch that has one can be
    ///        given as `--flag=false` too
    /// @param least the least value that makes sense; empty where all do
    /// @param most the greatest
    record Option(String flag, String value, String meaning, String standard, String least, String most) {

        /// An option without a value.
        Option(String flag, String meaning) { this(flag, "", meaning, ""); }

        /// An option of which all values make sense.
        Option(String flag, String value, String meaning, String standard) {
            this(flag, value, meaning, standard, value.equals("N") ? "1" : "", "");
        }

        String shape() { return isSwitch() ? flag : flag + " " + value; }

        /// Its key in the configuration file.
        String key() { return flag.substring(2); }

        boolean isSwitch() { return value.isEmpty(); }

        boolean isPath() { return value.equals("FILE") || value.equals("DIR"); }

        /// Whether it may be given more than once, each time with one more value.
        boolean repeats() { return value.equals("ADDR"); }

        /// @throws IllegalArgumentException saying what is allowed instead
        void check(String text) {
            switch (value) {
                case "" -> require(text.equals("true") || text.equals("false"), text, "true or false");
                case "ADDR" -> Units.address(text);
                case "FILE", "DIR" -> Path.of(text);
                default -> {
                    long number = number(text);
                    if (!least.isEmpty() && number < number(least)) {
                        throw new IllegalArgumentException("at least " + least + ", not " + text);
                    }
                    if (!most.isEmpty() && number > number(most)) {
                        throw new IllegalArgumentException("at most " + most + ", not " + text);
                    }
                }
            }
        }

        /// The number that `text` stands for, of bytes or milliseconds where it has a unit.
        private long number(String text) {
            return switch (value) {
                case "N" -> Units.count(text);
                case "SIZE" -> Units.bytes(text);
                case "TIME" -> Units.time(text).toMillis();
                default -> throw new IllegalStateException("no such kind of value: " + value);
            };
        }

        private static void require(boolean holds, String text, String allowed) {
            if (!holds) throw new IllegalArgumentException("'" + text + "' is not " + allowed);
        }
    }

    /// What the exit codes mean: 0, 1 and 2.
    record Exits(String done, String failed, String unusable) {

        static final Exits DEFAULT = new Exits("done", "it failed, and said why", "the command line is wrong");

        /// Of all commands.
        static final Exits ALL = new Exits("done; of ping: all were answered",
                "it failed, and said why; of ping: some were lost; of config check: the file has mistakes",
                "the command line or the configuration file is wrong; of ping: or there never was a connection");

        /// What the JVM itself ends with, as the launcher asks it to.
        static final String NO_MEMORY = "it ran out of memory";

        /// The codes with their meanings.
        SequencedMap<Integer, String> table() {
            var table = new TreeMap<Integer, String>();
            table.put(Command.DONE, done);
            table.put(Command.FAILED, failed);
            table.put(Command.UNUSABLE, unusable);
            table.put(Command.NO_MEMORY, NO_MEMORY);
            return table;
        }
    }

    private static final int OPTIONS_NAMED = 6;

    static final Option JSON = new Option("--json", "print one JSON object a line");
    static final Option HELP = new Option("--help", "print this text and do nothing");
    static final Option TRACE = new Option("--trace",
            "show each message of each layer as it crosses, and with it the content of the connections");
    static final Option KEY = new Option("--key", "FILE", "the private key to use", "a key that is thrown away");
    static final Operand ADDRESS = new Operand("ADDR",
            "where the peer is, such as /ip4/192.0.2.7/tcp/4001 or the same with /p2p/ and its peer id");

    /// All options, those that every command takes last.
    List<Option> allOptions() {
        var all = new ArrayList<>(options);
        all.add(JSON);
        all.add(HELP);
        return all;
    }

    /// One line: `mote ping ADDR [-c N] [-i TIME] [--key FILE]`. It does not name options that would not fit on it.
    String synopsis() {
        var line = new StringBuilder("mote ").append(name);
        for (Operand operand : operands) {
            line.append(' ').append(operand.name());
        }
        if (options.size() > OPTIONS_NAMED) return line.append(" [OPTION]...").toString();
        for (Option option : options) {
            line.append(" [").append(option.shape()).append(']');
        }
        return line.toString();
    }
}
