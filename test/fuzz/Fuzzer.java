package fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import mote.bytes.Bytes;
import mote.bytes.P2pException;
import vectors.Vectors;

/// Runs one [Decoder] on hostile input. Every input must give a value or a [P2pException] with blame PEER, within
/// [#ALLOCATED_BASE] plus twice the input of memory and within [#CPU_NANOS_MAX]; a value that was decoded must survive
/// being encoded and decoded again. A breach is an [AssertionError] with the input in it.
///
/// All inputs follow from the decoder's seeds and a number.
public final class Fuzzer<T> {

    static final long ALLOCATED_BASE = 64 << 10;
    static final long CPU_NANOS_MAX = 50_000_000;
    private static final int TRIES = 3;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Decoder<T> decoder;
    private final List<Bytes> corpus = new ArrayList<>();

    public Fuzzer(Decoder<T> decoder) {
        this.decoder = decoder;
        corpus.addAll(decoder.seeds());
        if (Vectors.areThere()) {
            corpus.addAll(decoder.vectors().get());
        }
    }

    /// Every seed must decode. What the vectors hold may be refused.
    public void seeds() {
        for (Bytes seed : decoder.seeds()) {
            try {
                decoder.decode().decode(seed);
            } catch (P2pException refused) {
                throw new AssertionError(decoder + " refuses its seed " + seed.hex(), refused);
            }
        }
        corpus.forEach(this::check);
    }

    /// Every beginning of every seed and vector.
    public void truncations() {
        for (Bytes whole : corpus) {
            for (int length = 0; length < whole.length(); length++) {
                check(whole.slice(0, length));
            }
        }
    }

    /// `count` mutations of the seeds and vectors, in turn.
    public void mutations(RandomGenerator random, int count) {
        var mutator = new Mutator(random, corpus);
        for (int i = 0; i < count; i++) {
            check(mutator.mutate(corpus.get(i % corpus.size())));
        }
    }

    /// One input. What is measured is measured again where it is too much: the first time may have loaded a class.
    void check(Bytes input) {
        String breach = null;
        for (int i = 0; i < TRIES; i++) {
            breach = attempt(input);
            if (breach == null) {
                return;
            }
        }
        throw failure(breach, input, null);
    }

    private String attempt(Bytes input) {
        T value = null;
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long cpu = THREADS.getCurrentThreadCpuTime();
        try {
            value = decoder.decode().decode(input);
        } catch (P2pException refused) {
            if (refused.blame() != P2pException.Blame.PEER) {
                throw failure("blames " + refused.blame(), input, refused);
            }
        } catch (Throwable thrown) {
            throw failure("throws " + thrown, input, thrown);
        }
        cpu = THREADS.getCurrentThreadCpuTime() - cpu;
        allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
        if (allocated > ALLOCATED_BASE + 2L * input.length()) {
            return "allocates " + allocated + " bytes";
        }
        if (cpu > CPU_NANOS_MAX) {
            return "takes " + cpu / 1_000 + " µs of CPU";
        }
        if (value != null && decoder.encode() != null) {
            roundTrip(value, input);
        }
        return null;
    }

    private void roundTrip(T value, Bytes input) {
        try {
            T again = decoder.decode().decode(decoder.encode().apply(value));
            if (!value.equals(again)) {
                throw failure("decodes " + value + ", then after encoding " + again, input, null);
            }
        } catch (P2pException | RuntimeException thrown) {
            throw failure("fails to encode and decode again " + value, input, thrown);
        }
    }

    private AssertionError failure(String what, Bytes input, Throwable cause) {
        return new AssertionError(decoder + " " + what + " on input of " + input.length() + " bytes " + input.hex(),
                cause);
    }
}
