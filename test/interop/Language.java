package interop;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.Locale;
import java.util.Set;

/// The implementations that Mote is tested against, and how they differ. What is not said here is the same for all.
enum Language {
    GO(Trait.AGREES_ON_MUXER_EARLY, Trait.ENDS_BY_RESET),
    RUST(Trait.LOOKS_WHO_IS_THERE_LATE, Trait.PRINTS_REFUSALS),
    JS(Trait.AGREES_ON_MUXER_EARLY, Trait.FIXED_PROTOCOL_VERSION, Trait.REFUSES_ECDSA),
    PYTHON(Trait.ENDS_REFUSED_LINKS_IN_ORDER, Trait.FIXED_PROTOCOL_VERSION, Trait.REFUSES_ECDSA,
            Trait.SPOILS_RSA_RECORDS);

    /// Something that others may do in another way.
    enum Trait {
        /// Agrees on the muxer within the Noise handshake.
        AGREES_ON_MUXER_EARLY,
        /// Says [#FIXED_PROTOCOL_VERSION] in identify: the library does not let its user choose.
        FIXED_PROTOCOL_VERSION,
        /// Ends connections by a reset of TCP, also those that it ends in order.
        ENDS_BY_RESET,
        /// Ends the link to a peer that is not the one it dialled as one in order, not by a reset of TCP.
        ENDS_REFUSED_LINKS_IN_ORDER,
        /// Compares who was found with who was dialled only when the connection stands.
        LOOKS_WHO_IS_THERE_LATE,
        /// Its test peer prints what became of a link that was accepted and is no connection.
        PRINTS_REFUSALS,
        /// Its library takes no ECDSA key as an identity: its test peer then says so and ends.
        REFUSES_ECDSA,
        /// Leaves the type out of an RSA key in a signed record, since its number is 0, but the field is required: go
        /// and js cannot read such a record either.
        SPOILS_RSA_RECORDS
    }

    private static final String FIXED_PROTOCOL_VERSION = "ipfs/0.1.0";

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
        return this == PYTHON ? "py-libp2p/0.8.1" : "mote-peer-" + this; // The library does not let its user choose.
    }

    String protocolVersion() {
        return has(Trait.FIXED_PROTOCOL_VERSION) ? FIXED_PROTOCOL_VERSION : "mote-test/1";
    }

    /// What the test peer says of a key that its library refuses.
    String refusal() {
        return "peer: " + (this == PYTHON ? "NotImplementedError" : "Unsupported key type");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
