package sim;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import mote.budget.Budget;
import mote.crypto.Identity;
import mote.secure.SecurityProtocol;
import mote.secure.noise.Noise;

/// How large a simulation is.
///
/// @param name what [Replay] calls it
/// @param hosts nodes
/// @param dials other hosts that each one calls
/// @param exchangeBytes bytes that go each way in one exchange
/// @param faults how long things go wrong
/// @param again whether all call once more when all is good again
/// @param security what proves identities
record Scale(String name, int hosts, int dials, int exchangeBytes, Duration faults, boolean again, Security security) {

    /// Makes the security protocol of one node.
    @FunctionalInterface
    interface Security {
        SecurityProtocol of(Identity identity, RandomGenerator random, Budget budget);
    }

    /// In every run of the tests: all that a node is made of but TCP.
    static final Scale SMALL = new Scale("small", 24, 8, 64 << 10, Duration.ofSeconds(60), false, Noise::new);

    /// At night: without curves, which would take most of the time.
    static final Scale LARGE = new Scale("large", 200, 8, 64 << 10, Duration.ofSeconds(60), false, Proof::new);

    /// Two nodes to which nothing happens: the smallest that there is to read.
    static final Scale TINY = new Scale("tiny", 2, 1, 64 << 10, Duration.ZERO, false, Noise::new);

    /// To find planted bugs: few nodes, that move more than a window at a time.
    static final Scale PLANTED = new Scale("planted", 6, 3, 1 << 20, Duration.ofSeconds(60), true, Noise::new);

    static final List<Scale> ALL = List.of(TINY, SMALL, PLANTED, LARGE);

    @Override
    public String toString() {
        return name;
    }
}
