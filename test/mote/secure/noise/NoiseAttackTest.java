package mote.secure.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import contract.Background;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import mote.budget.Budget;
import mote.bytes.Bytes;
import mote.bytes.P2pException;
import mote.bytes.Writer;
import mote.crypto.Identity;
import mote.crypto.X25519;
import mote.io.Duplex;
import mote.io.MemoryPipe;
import mote.io.Tap;
import mote.negotiate.ProtocolId;
import mote.peer.PeerId;
import mote.secure.SecureChannel;
import mote.secure.WrongPeerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Stopped by `Limits.handshakeBytes` (8 KiB), `Limits.extensionItems` (100), and by a signature that binds the
/// identity to the static key of this very handshake.
@Timeout(20)
final class NoiseAttackTest {

    private static final ProtocolId YAMUX = new ProtocolId("/yamux/1.0.0");

    private final Random random = new Random(1);
    private final Identity victim = Identity.generate(random);
    private final Identity attacker = Identity.generate(random);
    private final X25519 attackersStatic = X25519.generate(random);
    private final Noise noise = new Noise(victim, random, new Budget("victim", mote.budget.Limits.NODE));
    private final MemoryPipe pipe = MemoryPipe.create(1 << 20);

    @ParameterizedTest
    @ValueSource(strings = {
        "0000",                                     // no message at all
        "0001" + "ff",
        "001f" + "00000000000000000000000000000000000000000000000000000000000000",
        "2001",                                     // 8,193 bytes
        "ffff",                                     // 65,535 bytes
    })
    void firstMessageOfAnotherLength(String sent) throws IOException {
        pipe.left().write(Bytes.ofHex(sent).buffer());
        assertRefused();
        assertNothingWritten();
    }

    @Test
    void junkAfterALengthOf65535() throws IOException {
        byte[] junk = new byte[65_537];
        random.nextBytes(junk);
        junk[0] = -1;
        junk[1] = -1;
        pipe.left().write(ByteBuffer.wrap(junk));
        assertRefused();
        assertNothingWritten();
    }

    @Test
    void firstMessageWithAPayload() throws IOException {
        pipe.left().write(framed(Bytes.copyOf(new byte[33])).buffer());
        assertRefused();
        assertNothingWritten();
    }

    /// Points of small order, and others that the curve does not have: with them everybody knows the secret.
    @ParameterizedTest
    @ValueSource(strings = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    })
    void ephemeralKeyOfSmallOrder(String key) throws IOException {
        pipe.left().write(framed(Bytes.ofHex(key)).buffer());
        assertRefused();
        assertNothingWritten();
    }

    @Test
    void staticKeyThatTheIdentityDidNotSign() throws Exception {
        // The payload of somebody who really connected to us once: its signature is over another static key.
        Bytes signature = attacker.sign(HandshakePayload.signed(X25519.generate(random).publicKey()));
        assertRefusesThird(payload(attacker.publicKey().encode(), signature));
    }

    @Test
    void identityOfSomebodyElse() throws Exception {
        Identity somebody = Identity.generate(random);
        assertRefusesThird(payload(somebody.publicKey().encode(), signature()));
        assertRefusesThird(payload(victim.publicKey().encode(), signature()));
    }

    @Test
    void signatureWithoutItsPrefix() throws Exception {
        assertRefusesThird(payload(attacker.publicKey().encode(), attacker.sign(attackersStatic.publicKey())));
    }

    @Test
    void payloadWithoutIdentityOrSignature() throws Exception {
        assertRefusesThird(Bytes.EMPTY);
        assertRefusesThird(payload(attacker.publicKey().encode(), Bytes.EMPTY));
        assertRefusesThird(payload(Bytes.EMPTY, signature()));
        assertRefusesThird(payload(attacker.publicKey().encode(), signature().slice(0, 63)));
    }

    @Test
    void identityThatIsAHugeRsaKey() throws Exception {
        // A key of type RSA with 8,000 bytes of data, which claim to be a SEQUENCE of 128 KiB.
        Bytes key = Bytes.ofHex("0800" + "12c03e" + "3083020000").concat(Bytes.copyOf(new byte[8_000 - 5]));
        assertEquals(8_005, key.length());
        assertRefusesThird(payload(key, signature()));
    }

    @Test
    void earlyDataThatIsMalformed() throws Exception {
        Bytes honest = payload(attacker.publicKey().encode(), signature());
        for (String extension : List.of("2203120aff", "2203" + "1201ff", "2201ff", "2002", "2204" + "12810000")) {
            assertRefusesThird(honest.concat(Bytes.ofHex(extension)));
        }
    }

    @Test
    void earlyDataWithTooManyMuxers() throws Exception {
        List<String> muxers = new ArrayList<>(Collections.nCopies(100, "/x"));
        muxers.set(99, YAMUX.text());
        assertEquals(Optional.of(YAMUX), third(encoded(muxers)).muxer());
        muxers.add("/x");
        assertRefusesThird(encoded(muxers));
    }

    @Test
    void payloadOf65KilobytesIsRefusedByItsLength() throws Exception {
        Bytes honest = payload(attacker.publicKey().encode(), signature());
        Bytes unknownField = Bytes.ofHex("7a80fa03").concat(Bytes.copyOf(new byte[64_000]));
        assertRefusesThird(honest.concat(unknownField));
    }

    @Test
    void handshakeOfYesterdayIsRepeated() throws Exception {
        var recorded = new ArrayList<Bytes>();
        var honest = new Noise(attacker, random, new Budget("attacker", mote.budget.Limits.NONE));
        Duplex tapped = new Tap(pipe.left(), (direction, piece) -> {
            if (direction == Tap.Direction.OUT) {
                recorded.add(piece);
            }
        });
        Background answer = Background.run(() -> noise.respond(pipe.right(), List.of()));
        honest.initiate(tapped, Optional.empty(), List.of());
        answer.join();
        MemoryPipe again = MemoryPipe.create();
        for (Bytes message : recorded) {
            again.left().write(message.buffer());
        }
        var refused = assertThrows(P2pException.class, () -> noise.respond(again.right(), List.of()));
        assertEquals(P2pException.Blame.PEER, refused.blame());
        ByteBuffer written = ByteBuffer.allocate(4_096);
        int count = again.left().read(written);
        assertEquals(2 + (written.getShort(0) & 0xffff), count, "message 2 is answered once, and nothing else");
    }

    @Test
    void listenerThatIsNotTheExpectedOneLearnsNothingOfUs() throws Exception {
        var received = new ArrayList<Bytes>();
        Duplex tapped = new Tap(pipe.right(), (direction, piece) -> {
            if (direction == Tap.Direction.IN) {
                received.add(piece);
            }
        });
        var other = new Noise(attacker, random, new Budget("attacker", mote.budget.Limits.NONE));
        Background answer = Background.run(() ->
                assertThrows(IOException.class, () -> other.respond(tapped, List.of(YAMUX))));
        PeerId expected = PeerId.of(Identity.generate(random).publicKey());
        assertThrows(WrongPeerException.class,
                () -> noise.initiate(pipe.left(), Optional.of(expected), List.of(YAMUX)));
        answer.join();
        assertEquals(34, received.stream().mapToInt(Bytes::length).sum(), "an ephemeral key, and no identity");
    }

    @Test
    void dialsWithAnotherPrologue() throws Exception {
        var other = new Noise(attacker, random, new Budget("attacker", mote.budget.Limits.NONE), Bytes.utf8("x"));
        Background answer = Background.run(() ->
                assertThrows(IOException.class, () -> noise.respond(pipe.right(), List.of())));
        assertThrows(P2pException.class, () -> other.initiate(pipe.left(), Optional.empty(), List.of()));
        answer.join();
    }

    private void assertRefusesThird(Bytes payload) {
        var refused = assertThrows(P2pException.class, () -> third(payload));
        assertEquals(P2pException.Blame.PEER, refused.blame());
    }

    /// Plays the dialer up to message 3, which carries `payload`, and returns what the victim has then.
    private SecureChannel third(Bytes payload) throws Exception {
        MemoryPipe wire = MemoryPipe.create(1 << 20);
        var state = new HandshakeState(Pattern.XX, true, Bytes.EMPTY, attackersStatic, random);
        wire.left().write(framed(state.writeMessage(Bytes.EMPTY)).buffer());
        var channel = new SecureChannel[1];
        Background answer = Background.run(() -> channel[0] = noise.respond(wire.right(), List.of(YAMUX)));
        ByteBuffer length = ByteBuffer.allocate(2);
        wire.left().readFully(length);
        ByteBuffer second = ByteBuffer.allocate(length.getShort(0));
        wire.left().readFully(second);
        state.readMessage(Bytes.copyOf(second.flip()));
        wire.left().write(framed(state.writeMessage(payload)).buffer());
        try {
            answer.join();
        } finally {
            assertEquals(channel[0] != null, wire.right().isOpen(), "closed where it failed");
        }
        return channel[0];
    }

    private Bytes signature() {
        return attacker.sign(HandshakePayload.signed(attackersStatic.publicKey()));
    }

    private Bytes encoded(List<String> muxers) {
        return new HandshakePayload(attacker.publicKey().encode(), signature(), muxers).encode();
    }

    private static Bytes payload(Bytes key, Bytes signature) {
        return new Writer(16_384).u8(0x0a).lengthPrefixed(key).u8(0x12).lengthPrefixed(signature).toBytes();
    }

    private static Bytes framed(Bytes message) {
        return new Writer(65_537).u16(message.length()).bytes(message).toBytes();
    }

    private void assertRefused() {
        var refused = assertThrows(P2pException.class, () -> noise.respond(pipe.right(), List.of()));
        assertEquals(P2pException.Blame.PEER, refused.blame());
        assertFalse(pipe.right().isOpen());
    }

    private void assertNothingWritten() throws IOException {
        assertTrue(pipe.left().read(ByteBuffer.allocate(1)) < 0, "nothing was written to the attacker");
    }
}
