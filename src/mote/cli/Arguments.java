package mote.cli;

import module java.base;
import mote.multiaddr.*;

/// The arguments of one call, checked against the command's [Usage].
final class Arguments {

    private final Usage usage;
    private final List<String> operands = new ArrayList<>();
    private final Map<String, List<Given>> options = new LinkedHashMap<>();

    /// A value of an option, which [Usage.Option#check] has passed.
    ///
    /// @param file where it was read; null where it comes from the command line
    /// @param line its line there, from 1 on
    record Given(String text, Path file, int line) { }

    private Arguments(Usage usage) { this.usage = usage; }

    /// Reads what follows the command's name. Options and operands may stand in any order; an option's value follows
    /// as the next argument or after `=`.
    ///
    /// @throws UsageException where something is unknown, missing or too much
    static Arguments parse(Usage usage, List<String> words) throws UsageException {
        var parsed = new Arguments(usage);
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.startsWith("-") && word.length() > 1) {
                int equals = word.startsWith("--") ? word.indexOf('=') : -1;
                String flag = equals < 0 ? word : word.substring(0, equals);
                Usage.Option option = parsed.known(flag);
                if (option.isSwitch() && equals < 0) {
                    parsed.put(option, "true");
                } else if (option.isSwitch() && option.standard().isEmpty()) {
                    throw parsed.wrong(flag + " takes no value");
                } else if (equals >= 0) {
                    parsed.put(option, word.substring(equals + 1));
                } else {
                    i++;
                    parsed.check(i < words.size(), flag + " needs a value: " + option.shape());
                    parsed.put(option, words.get(i));
                }
            } else {
                parsed.operands.add(word);
            }
        }
        if (!parsed.has("--help")) parsed.checkOperands();
        return parsed;
    }

    /// Whether the option was given.
    boolean has(String flag) { return options.containsKey(flag); }

    /// Whether a switch is on.
    boolean isOn(String flag) throws UsageException { return value(flag).equals("true"); }

    /// All values of an option that was given, in order, with where they come from.
    List<Given> given(String flag) { return options.getOrDefault(flag, List.of()); }

    /// The value of an option that was given; where it was given more than once, the last.
    Optional<String> text(String flag) {
        List<Given> values = given(flag);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getLast().text());
    }

    /// The time that an option gives, or its default.
    Duration time(String flag) throws UsageException { return Units.time(value(flag)); }

    /// The number of bytes that an option gives, or its default.
    long bytes(String flag) throws UsageException { return Units.bytes(value(flag)); }

    /// The whole number that an option gives, or its default.
    int count(String flag) throws UsageException { return Units.count(value(flag)); }

    /// Adds a value from a file, unless the command line gives the option too.
    ///
    /// @throws IllegalArgumentException where it makes no sense; the message says what does
    void add(Usage.Option option, Given value) {
        option.check(value.text());
        List<Given> before = given(option.flag());
        if (before.isEmpty() || before.getFirst().file() != null) put(option, value);
    }

    Optional<String> operand(int index) {
        return index < operands.size() ? Optional.of(operands.get(index)) : Optional.empty();
    }

    /// An operand that is needed.
    String needed(int index) { return operands.get(index); }

    /// The address that `text` says.
    Multiaddr address(String text) throws UsageException {
        try {
            return Units.address(text);
        } catch (IllegalArgumentException malformed) {
            throw wrong(malformed.getMessage());
        }
    }

    /// A mistake in this call.
    UsageException wrong(String message) { return new UsageException(message + ". See: mote help " + usage.name()); }

    void check(boolean holds, String otherwise) throws UsageException { if (!holds) throw wrong(otherwise); }

    private Usage.Option known(String flag) throws UsageException {
        var flags = new ArrayList<String>();
        for (Usage.Option option : usage.allOptions()) {
            if (option.flag().equals(flag)) return option;
            flags.add(option.flag());
        }
        throw wrong("mote " + usage.name() + " has no option " + flag + Nearest.hint(flag, flags) + ", only "
                + String.join(", ", flags));
    }

    private void put(Usage.Option option, String text) throws UsageException {
        // An empty one is a variable of a script that is not set.
        check(!text.isEmpty(), option.flag() + " needs a value: " + option.shape());
        try {
            option.check(text);
        } catch (IllegalArgumentException mistake) {
            throw wrong(option.flag() + ": " + mistake.getMessage());
        }
        put(option, new Given(text, null, 0));
    }

    private void put(Usage.Option option, Given value) {
        options.computeIfAbsent(option.flag(), _ -> new ArrayList<>()).add(value);
    }

    private void checkOperands() throws UsageException {
        List<Usage.Operand> wanted = usage.operands();
        check(operands.size() <= wanted.size(), "mote " + usage.name() + " does not know what to do with '"
                + (operands.size() > wanted.size() ? operands.get(wanted.size()) : "") + "'");
        for (int i = operands.size(); i < wanted.size(); i++) {
            check(!wanted.get(i).isNeeded(), "mote " + usage.name() + " needs " + wanted.get(i).name() + ": "
                    + wanted.get(i).meaning());
        }
    }

    private String value(String flag) throws UsageException {
        return has(flag) ? given(flag).getLast().text() : known(flag).standard();
    }
}
