package mote.cli;

import module java.base;
import mote.bytes.*;
import mote.multiaddr.*;

/// The arguments of one call, checked against the command's [Usage].
final class Arguments {

    private final Usage usage;
    private final List<String> operands = new ArrayList<>();
    private final Map<String, List<String>> options = new LinkedHashMap<>();

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
                if (option.value().isEmpty()) {
                    parsed.check(equals < 0, flag + " takes no value");
                    parsed.put(option, "");
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

    /// All values of an option, in order.
    List<String> all(String flag) { return options.getOrDefault(flag, List.of()); }

    /// The value of an option that was given; where it was given more than once, the last.
    Optional<String> text(String flag) {
        List<String> values = all(flag);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getLast());
    }

    /// The time that an option gives, or its default.
    Duration time(String flag) throws UsageException {
        try {
            return Units.time(value(flag));
        } catch (IllegalArgumentException malformed) {
            throw wrong(flag + ": " + malformed.getMessage());
        }
    }

    /// The number of bytes that an option gives, or its default.
    long bytes(String flag) throws UsageException {
        try {
            return Units.bytes(value(flag));
        } catch (IllegalArgumentException malformed) {
            throw wrong(flag + ": " + malformed.getMessage());
        }
    }

    /// The whole number from 1 on that an option gives, or its default.
    int count(String flag) throws UsageException {
        String text = value(flag);
        try {
            int value = Integer.parseInt(text);
            check(value > 0, flag + ": at least 1, not " + text);
            return value;
        } catch (NumberFormatException malformed) {
            throw wrong(flag + ": '" + text + "' is not a whole number from 1 to " + Integer.MAX_VALUE);
        }
    }

    Optional<String> operand(int index) {
        return index < operands.size() ? Optional.of(operands.get(index)) : Optional.empty();
    }

    /// An operand that is needed.
    String needed(int index) { return operands.get(index); }

    /// The address that `text` says.
    Multiaddr address(String text) throws UsageException {
        try {
            return Multiaddr.parse(text);
        } catch (P2pException malformed) {
            throw wrong("'" + text + "' is not an address: " + malformed.getMessage()
                    + "; one looks like /ip4/192.0.2.7/tcp/4001");
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

    private void put(Usage.Option option, String value) throws UsageException {
        // An empty one is a variable of a script that is not set.
        check(option.value().isEmpty() || !value.isEmpty(), option.flag() + " needs a value: " + option.shape());
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

    private String value(String flag) throws UsageException { return text(flag).orElse(known(flag).standard()); }
}
