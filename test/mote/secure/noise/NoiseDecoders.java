package mote.secure.noise;

import fuzz.Decoder;
import fuzz.Grammar;
import java.util.List;
import java.util.Random;
import mote.bytes.Bytes;
import mote.bytes.P2pException;
import mote.crypto.X25519;

/// The decoders of this package, for `fuzz.Decoders`.
public final class NoiseDecoders {

    private static final X25519 KEY = X25519.generate(new Random(1));

    private NoiseDecoders() {
    }

    public static List<Decoder<?>> all() {
        return List.of(
                Decoder.of("mote.secure.noise.HandshakePayload.decode", HandshakePayload::decode, "",
                        "0a020102" + "12020304", "0a020102" + "12020304" + "220e" + "120c" + "2f79616d75782f312e302e30",
                        "2210" + "0a020102" + "0a020304" + "12022f61" + "12022f62")
                        .encoding(HandshakePayload::encode).grammar(Grammar::protobuf)
                        // With as much less as two empty fields that are written out take.
                        .upTo(Limits.DEFAULT.handshakeBytes() - 16),
                Decoder.of("mote.secure.noise.HandshakeState.readMessage", NoiseDecoders::second, answer().hex())
                        .grammar(Grammar.fixed(32, 48)));
    }

    /// Reads the second message of a handshake whose first was that of [#answer].
    private static Bytes second(Bytes message) throws P2pException {
        HandshakeState dialer = dialer();
        dialer.writeMessage(Bytes.EMPTY);
        return dialer.readMessage(message);
    }

    private static Bytes answer() {
        try {
            var listener = new HandshakeState(Pattern.XX, false, Bytes.EMPTY, KEY, new Random(2));
            listener.readMessage(dialer().writeMessage(Bytes.EMPTY));
            return listener.writeMessage(Bytes.utf8("payload"));
        } catch (P2pException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static HandshakeState dialer() {
        return new HandshakeState(Pattern.XX, true, Bytes.EMPTY, KEY, new Random(3));
    }
}
