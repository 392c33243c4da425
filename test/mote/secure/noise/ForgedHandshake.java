package mote.secure.noise;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import mote.bytes.Bytes;
import mote.bytes.Writer;
import mote.crypto.Identity;
import mote.crypto.X25519;
import mote.io.Duplex;

/// The side that dials, up to the message in which it says who it is, and in that whatever it likes.
public final class ForgedHandshake {

    private static final int WRITER_BYTES = 1 << 17;

    private final Duplex wire;
    private final X25519 own;
    private final HandshakeState state;

    /// @param random makes the keys of this handshake
    public ForgedHandshake(Duplex wire, RandomGenerator random) {
        this.wire = wire;
        own = X25519.generate(random);
        state = new HandshakeState(Pattern.XX, true, Bytes.EMPTY, own, random);
    }

    /// A message as it goes over the wire.
    public static Bytes framed(Bytes message) {
        return new Writer(WRITER_BYTES).u16(message.length()).bytes(message).toBytes();
    }

    /// A payload of any key and any signature.
    public static Bytes payload(Bytes key, Bytes signature) {
        return new Writer(WRITER_BYTES).u8(0x0a).lengthPrefixed(key).u8(0x12).lengthPrefixed(signature).toBytes();
    }

    /// What `identity` would sign to prove itself in this handshake.
    public Bytes signature(Identity identity) {
        return identity.sign(HandshakePayload.signed(own.publicKey()));
    }

    /// Sends the first message, reads the second, and returns the third with `payload`, which is not sent.
    public Bytes third(Bytes payload) throws IOException {
        wire.write(framed(state.writeMessage(Bytes.EMPTY)).buffer());
        ByteBuffer length = ByteBuffer.allocate(2);
        wire.readFully(length);
        ByteBuffer second = ByteBuffer.allocate(length.getShort(0));
        wire.readFully(second);
        state.readMessage(Bytes.copyOf(second.flip()));
        return framed(state.writeMessage(payload));
    }
}
