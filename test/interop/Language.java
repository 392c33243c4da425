package interop;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.Locale;
import java.util.Set;

/// The implementations that Mote is tested against, and how they differ. What is not said here is the same for all.
enum Language {
    GO(Trait.AGREES_ON_MUXER_EARLY, Trait.ENDS_BY_RESET),
    RUST(Trait.LOOKS_WHO_IS_THERE_LATE, Trait.PRINTS_REFUSALS);

    /// Something that others may do in another way.
    enum Trait {
        /// Agrees on the muxer within the Noise handshake.
        AGREES_ON_MUXER_EARLY,
        /// Ends connections by a reset of TCP, also those that it ends in order.
        ENDS_BY_RESET,
        /// Compares who was found with who was dialled only when the connection stands.
        LOOKS_WHO_IS_THERE_LATE,
        /// Its test peer prints what became of a link that was accepted and is no connection.
        PRINTS_REFUSALS
    }

    private final Set<Trait> traits;

    Language(Trait... traits) {
        this.traits = Set.of(traits);
    }

    boolean has(Trait trait) {
        return traits.contains(trait);
    }

    /// The test peer's program, as `build.sh` has built it.
    String program() {
        String program = System.getenv("MOTE_PEER_" + name());
        assertNotNull(program, "MOTE_PEER_" + name() + " does not name the " + this + " peer: run ./build.sh interop");
        return program;
    }

    String agentVersion() {
        return "mote-peer-" + this;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
