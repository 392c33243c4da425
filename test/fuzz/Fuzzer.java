package fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import mote.bytes.Bytes;
import mote.bytes.P2pException;
import vectors.Vectors;

/// Runs one [Decoder] on hostile input. Every input must give a value or a [P2pException] with blame PEER, within
/// [#CPU_NANOS_MAX], and within the memory that the decoder may take and [#ALLOCATED_PER_BYTE] for each byte of the
/// input. A value that was decoded must survive being encoded and decoded again, and where the decoder says that each
/// value has one form, the input must be it. What fails is thrown as a [Breach].
///
/// Input number `n` follows from the decoder's seeds and vectors, the seed and `n` alone, so any range can be run, on
/// any thread. One object is for one thread.
final class Fuzzer<T> {

    /// All that is made on the way counts, garbage too: of a field of two bytes a slice, an optional, a text.
    static final long ALLOCATED_PER_BYTE = 64;

    static final long CPU_NANOS_MAX = 50_000_000;
    private static final int TRIES = 3;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Decoder<T> decoder;
    private final long seed;
    private final List<Bytes> corpus;
    private final Mutator mutator;
    private long number;
    private long inputs;
    private long values;
    private long slowestNanos;
    private long allocatedMax;
    /// What is being decoded now; another thread asks when it takes too long.
    private volatile Bytes current;

    Fuzzer(Decoder<T> decoder, long seed) {
        this.decoder = decoder;
        // Mixed, so that the inputs of one seed are not those of the next, moved by one.
        this.seed = new SplittableRandom(seed ^ (long) decoder.name().hashCode() << 32).nextLong();
        corpus = new ArrayList<>(decoder.seeds());
        if (Vectors.areThere()) {
            corpus.addAll(decoder.vectors().get());
        }
        mutator = Mutator.of(corpus, decoder);
    }

    private Fuzzer(Fuzzer<T> prepared) {
        this.decoder = prepared.decoder;
        this.seed = prepared.seed;
        this.corpus = prepared.corpus;
        this.mutator = prepared.mutator;
    }

    /// The same, where nothing was tried yet: for another thread. What was prepared is shared.
    Fuzzer<T> fresh() {
        return new Fuzzer<>(this);
    }

    /// Every seed must decode. What the vectors hold may be refused.
    void seeds() {
        for (Bytes input : decoder.seeds()) {
            try {
                decoder.decode().decode(input);
            } catch (P2pException refused) {
                throw new Breach(decoder, "refuses its seed", "", input, refused);
            }
        }
        corpus.forEach(this::check);
    }

    /// Every beginning of every seed and vector.
    void truncations() {
        for (Bytes whole : corpus) {
            for (int length = 0; length < whole.length(); length++) {
                check(whole.slice(0, length));
            }
        }
    }

    /// The inputs from number `from` to before `to`.
    void mutations(long from, long to) {
        for (number = from; number < to; number++) {
            check(mutation(number));
        }
    }

    /// Input number `number`.
    Bytes mutation(long at) {
        return mutator.with(new SplittableRandom(seed + at)).mutate();
    }

    /// The number of the mutation that was tried last.
    long number() {
        return number;
    }

    /// How many inputs were tried.
    long inputs() {
        return inputs;
    }

    /// How many of them were decoded.
    long values() {
        return values;
    }

    /// The longest time that one took, whatever else the machine did.
    long slowestNanos() {
        return slowestNanos;
    }

    /// The most memory that one took, in bytes.
    long allocatedMax() {
        return allocatedMax;
    }

    Bytes current() {
        return current;
    }

    /// One input. What is measured is measured again where it is too much: the first time may have loaded a class.
    void check(Bytes input) {
        current = input;
        inputs++;
        Breach breach = attempt(input, false);
        for (int i = 1; i < TRIES && breach != null; i++) {
            breach = attempt(input, true);
        }
        if (breach != null) {
            throw breach;
        }
    }

    /// @param exactly whether time is that of the processor, which takes long to ask for: the time of the clock is no
    ///        less, and mostly it is small enough
    private Breach attempt(Bytes input, boolean exactly) {
        T value = null;
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long nanos = exactly ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
        try {
            value = decoder.decode().decode(input);
        } catch (P2pException refused) {
            if (refused.blame() != P2pException.Blame.PEER) {
                throw new Breach(decoder, "blames " + refused.blame(), "", input, refused);
            }
        } catch (Throwable thrown) {
            throw new Breach(decoder, "throws " + thrown.getClass().getName(), ": " + thrown.getMessage(), input,
                    thrown);
        }
        nanos = (exactly ? THREADS.getCurrentThreadCpuTime() : System.nanoTime()) - nanos;
        allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
        if (allocated > decoder.allocated() + ALLOCATED_PER_BYTE * input.length()) {
            return new Breach(decoder, "allocates too much", ", " + allocated + " bytes,", input, null);
        }
        if (nanos > CPU_NANOS_MAX) {
            return new Breach(decoder, "takes too long", ", " + nanos / 1_000 + " µs of CPU,", input, null);
        }
        slowestNanos = Math.max(slowestNanos, nanos);
        allocatedMax = Math.max(allocatedMax, allocated);
        if (value != null) {
            values++;
            if (decoder.encode() != null) {
                roundTrip(value, input);
            }
        }
        return null;
    }

    private void roundTrip(T value, Bytes input) {
        Bytes encoded;
        T again;
        try {
            encoded = decoder.encode().apply(value);
            again = decoder.decode().decode(encoded);
        } catch (P2pException | RuntimeException | AssertionError thrown) {
            throw new Breach(decoder, "decodes what does not survive encoding", ", " + value + ",", input, thrown);
        }
        if (!value.equals(again)) {
            throw new Breach(decoder, "decodes another value after encoding", ", " + value + " and " + again + ",",
                    input, null);
        }
        // What is not UTF-8 is no text that could be compared.
        if (decoder.isCanonical() && !encoded.equals(decoder.isText() ? Bytes.utf8(input.utf8()) : input)) {
            throw new Breach(decoder, "takes a second form of a value", ", " + value + ", which is " + encoded + ",",
                    input, null);
        }
    }
}
