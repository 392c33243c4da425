package interop;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.Locale;

/// The implementations that Mote is tested against, and how they differ. What is not said here is the same for all.
enum Language {
    GO(true, true),
    RUST(false, false);

    /// Whether it agrees on the muxer within the Noise handshake.
    final boolean earlyMuxer;
    /// Whether it is go's way with TCP: it ends connections by a reset, and looks who was found as soon as it can, before
    /// the handshake's last message. Others end them in order, look when the connection stands, and print what became of
    /// one that came in and did not.
    final boolean abrupt;

    Language(boolean earlyMuxer, boolean abrupt) {
        this.earlyMuxer = earlyMuxer;
        this.abrupt = abrupt;
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
