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

    /// An argument that has a flag.
    ///
    /// @param flag such as `--key`
    /// @param value a name for its value, in capitals; empty where it has none
    /// @param standard the value where it is not given; empty where there is none
    record Option(String flag, String value, String meaning, String standard) {

        /// An option without a value.
        Option(String flag, String meaning) { this(flag, "", meaning, ""); }

        String shape() { return value.isEmpty() ? flag : flag + " " + value; }
    }

    /// What the exit codes mean: 0, 1 and 2.
    record Exits(String done, String failed, String unusable) {

        static final Exits DEFAULT = new Exits("done", "it failed, and said why", "the command line is wrong");
    }

    static final Option JSON = new Option("--json", "print one JSON object a line");
    static final Option HELP = new Option("--help", "print this text and do nothing");
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

    /// One line: `mote ping ADDR [-c N] [-i TIME] [--key FILE]`.
    String synopsis() {
        var line = new StringBuilder("mote ").append(name);
        for (Operand operand : operands) {
            line.append(' ').append(operand.name());
        }
        for (Option option : options) {
            line.append(" [").append(option.shape()).append(']');
        }
        return line.toString();
    }
}
