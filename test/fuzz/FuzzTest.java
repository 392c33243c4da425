package fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import mote.bytes.Bytes;
import org.junit.jupiter.api.Test;

/// `./build.sh fuzz`.
class FuzzTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private int run(String... args) throws InterruptedException {
        return Fuzz.run(new PrintStream(out, true, StandardCharsets.UTF_8), List.of(args));
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void triesDecodersWhoseNamesAreGivenInPart() throws InterruptedException {
        assertEquals(0, run("Frame.decode", "Reader.u64", "--inputs", "500", "--seed", "7"));
        assertTrue(said().startsWith("seed 7, 500 inputs each"), said());
        assertEquals(List.of("mote.bytes.Reader.u64", "mote.mux.yamux.Frame.decode"), said().lines()
                .filter(line -> line.startsWith("mote.")).map(line -> line.replaceAll(" .*", "")).sorted().toList());
    }

    @Test
    void triesOneInput() throws InterruptedException {
        assertEquals(0, run("mote.bytes.Reader.varint", "--hex", "ac02"));
        assertTrue(said().endsWith("gives 300\n"), said());
        assertEquals(0, run("mote.bytes.Reader.varint", "--hex", "8100"));
        assertTrue(said().endsWith("refuses: a non-minimal varint\n"), said());
    }

    @Test
    void triesInputOfASeedByItsNumber() throws InterruptedException {
        Bytes input = new Fuzzer<>(decoder("mote.peer.PeerId.decode"), 3).mutation(12_345);
        assertEquals(0, run("mote.peer.PeerId.decode", "--seed", "3", "--at", "12345"));
        assertTrue(said().contains(" " + input.hex() + "\n"), said());
    }

    @Test
    void makesOtherInputsOfAnotherSeed() {
        var inputs = new HashSet<Bytes>();
        for (long seed = 1; seed <= 5; seed++) {
            var fuzzer = new Fuzzer<>(decoder("mote.record.Envelope.decode"), seed);
            for (long number = 0; number < 200; number++) {
                inputs.add(fuzzer.mutation(number));
            }
        }
        assertTrue(inputs.size() > 950, inputs.size() + " of 1,000");
    }

    @Test
    void saysWhatIsWrongWithTheArguments() throws InterruptedException {
        assertEquals(2, run("--inputs"));
        assertEquals(2, run("--colour", "red"));
        assertEquals(2, run("--seed", "x"));
        assertEquals(2, run("no.such.Decoder"));
        assertTrue(said().contains("usage: ./build.sh fuzz"), said());
        assertTrue(said().contains("  mote.peer.PeerId.decode"), said());
    }

    @Test
    void reportsBreachWithItsShortestInputAndHowToSeeItAgain() throws InterruptedException {
        Decoder<Integer> broken = Decoder.of("broken", input -> input.length() > 3 && input.at(1) == 0x80
                ? input.at(input.length()) : 0, "000102030405060708090a0b0c0d0e0f");
        var print = new PrintStream(out, true, StandardCharsets.UTF_8);
        List<String> breaches = Campaign.run(print, List.of(broken), 30_000, 1);
        assertEquals(1, breaches.size());
        assertTrue(breaches.getFirst().contains("\n  replay: ./build.sh fuzz broken --hex 00800000\n"), said());
        long at = Long.parseLong(breaches.getFirst().replaceAll("(?s).* --seed 1 --at ", ""));
        Bytes found = new Fuzzer<>(broken, 1).mutation(at);
        assertTrue(found.length() > 3 && found.at(1) == 0x80, found.hex());
    }

    private static Decoder<?> decoder(String name) {
        return Decoders.all().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }
}
