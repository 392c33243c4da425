package fuzz;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mote.bytes.Bytes;
import mote.bytes.P2pException;
import vectors.Vectors;

/// The program behind `./build.sh fuzz`: tries decoders on hostile inputs, after it has found those that are wrong on
/// purpose. Ends with 0 where all is well, 1 where it is not, 2 where it is called in a wrong way.
public final class Fuzz {

    private static final String USAGE = """
            usage: ./build.sh fuzz [DECODER..] [--inputs N] [--seed S]
                   ./build.sh fuzz DECODER --hex HEX           tries one input
                   ./build.sh fuzz DECODER --seed S --at N     tries input number N of a seed
            DECODER is a name, or a part of one; without it all are tried, and planted bugs too.""";

    private final PrintStream out;
    private final List<String> names = new ArrayList<>();
    private long inputs = 100_000;
    private long seed = 1;
    private long at = -1;
    private String hex;

    private Fuzz(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] args) throws InterruptedException {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(run(out, List.of(args)));
    }

    /// Returns the exit code.
    static int run(PrintStream out, List<String> args) throws InterruptedException {
        var fuzz = new Fuzz(out);
        try {
            fuzz.parse(args);
        } catch (IllegalArgumentException wrong) {
            out.println(wrong.getMessage() + "\n" + USAGE);
            return 2;
        }
        List<Decoder<?>> decoders = fuzz.decoders();
        if (decoders.isEmpty()) {
            out.println("no such decoder; there are:");
            Decoders.all().forEach(decoder -> out.println("  " + decoder));
            return 2;
        }
        if (fuzz.hex != null || fuzz.at >= 0) {
            return fuzz.one(decoders.getFirst()) ? 0 : 1;
        }
        return fuzz.all(decoders) ? 0 : 1;
    }

    private void parse(List<String> args) {
        for (int i = 0; i < args.size(); i++) {
            String arg = args.get(i);
            if (!arg.startsWith("--")) {
                names.add(arg);
            } else if (i + 1 == args.size()) {
                throw new IllegalArgumentException(arg + " wants a value, or is unknown");
            } else {
                option(arg, args.get(++i));
            }
        }
    }

    private void option(String name, String value) {
        switch (name) {
            case "--inputs" -> inputs = Long.parseLong(value.replace("_", ""));
            case "--seed" -> seed = Long.parseLong(value);
            case "--at" -> at = Long.parseLong(value);
            case "--hex" -> hex = Bytes.ofHex(value).hex();
            default -> throw new IllegalArgumentException("unknown option " + name);
        }
    }

    /// One whose name is given in full is alone.
    private List<Decoder<?>> decoders() {
        List<Decoder<?>> found = new ArrayList<>();
        for (Decoder<?> decoder : Decoders.all()) {
            if (names.contains(decoder.name()) || names.isEmpty()
                    || names.stream().anyMatch(name -> decoder.name().contains(name) && !isWhole(name))) {
                found.add(decoder);
            }
        }
        return found;
    }

    private static boolean isWhole(String name) {
        return Decoders.all().stream().anyMatch(decoder -> decoder.name().equals(name));
    }

    private boolean one(Decoder<?> decoder) {
        var fuzzer = new Fuzzer<>(decoder, seed);
        Bytes input = hex != null ? Bytes.ofHex(hex) : fuzzer.mutation(at);
        out.println(decoder + " on " + input.length() + " bytes " + input.hex());
        try {
            fuzzer.check(input);
            out.println("gives " + decoder.decode().decode(input));
        } catch (P2pException refused) {
            out.println("refuses: " + refused.getMessage());
        } catch (Breach breach) {
            out.println("BREACH " + Campaign.report(decoder, Minimizer.minimize(fuzzer, breach)));
            Optional.ofNullable(breach.getCause()).ifPresent(cause -> cause.printStackTrace(out));
            return false;
        }
        return true;
    }

    private boolean all(List<Decoder<?>> decoders) throws InterruptedException {
        out.println("seed " + seed + ", " + inputs + " inputs each, test vectors "
                + (Vectors.areThere() ? "mutated too" : "missing: MOTE_VECTORS does not name their folder"));
        List<String> wrong = new ArrayList<>(Canary.passed(seed));
        out.println(Canary.all().size() - wrong.size() + " of " + Canary.all().size() + " canaries died");
        if (names.isEmpty()) {
            for (Plant plant : Plant.values()) {
                Plant.Outcome outcome = plant.search(seed, true);
                out.println(outcome);
                if (!outcome.isFound()) {
                    wrong.add(outcome.toString());
                }
            }
        }
        wrong.forEach(text -> out.println("FAILED " + text));
        return Campaign.run(out, decoders, inputs, seed).isEmpty() && wrong.isEmpty();
    }
}
