package attacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import mote.bytes.Bytes;
import mote.crypto.Identity;
import mote.io.Tap;
import mote.peer.PeerId;
import mote.secure.noise.ForgedHandshake;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Stopped by `noise.Limits.handshakeBytes` (8 KiB) and `muxers` (100), by a signature over the static key of this very
/// handshake, and by nonces that count. At most 16 handshakes are under way: `swarm.Limits.pendingUpgradesMax`.
@Tag("slow")
class NoiseJunkTest {

    private static final int FRAME = 65_535;

    private static Victim victim;

    @BeforeAll
    static void start() throws IOException {
        victim = Victim.start("speed=2");
    }

    @AfterAll
    static void stop() throws IOException {
        victim.close();
    }

    @Test
    void sendsFramesOfJunkOnManySockets() throws Exception {
        victim.survives(attacker -> {
            byte[] junk = new byte[FRAME + 2];
            attacker.random.nextBytes(junk);
            junk[0] = -1;
            junk[1] = -1;
            List<Raw> all = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                all.add(attacker.connect());
                all.getLast().send(Raw.HEADER).send(Raw.NOISE).flood(Bytes.copyOf(junk), 1);
            }
            victim.welcomes();
            for (Raw raw : all) {
                raw.untilClosed();
                assertTrue(raw.received() <= Raw.HEADER.length() + Raw.NOISE.length(), "no second message");
            }
        });
    }

    @Test
    void sendsShortEmptyAndTamperedMessages() throws Exception {
        Victim.Survived survived = victim.survives(attacker -> {
            for (String message : List.of("0000", "0001ff", "001f" + "11".repeat(31), "0021" + "11".repeat(33))) {
                attacker.connect().send(Raw.HEADER).send(Raw.NOISE).send(message).untilClosed();
            }
            Ways ways = new Ways(attacker);
            ways.inTheHandshake(Bytes.copyOf(new byte[60_000]));
            third(attacker, message -> message.slice(0, message.length() - 1).concat(Bytes.ofHex("00")));
            third(attacker, message -> Bytes.ofHex("0010").concat(message.slice(2, 18)));
            third(attacker, _ -> Bytes.ofHex("0000"));
            // Its own signature over the static key of another handshake.
            Bytes stolen = new ForgedHandshake(attacker.connect(), attacker.secureRandom).signature(attacker.identity);
            ways.signature(attacker.identity.publicKey().encode(), stolen);
            for (String early : List.of("2203120aff", "2203" + "1201ff", "2002", "2204" + "12810000")) {
                ways.handshake((forged, identity) -> ForgedHandshake.payload(identity.publicKey().encode(),
                        forged.signature(identity)).concat(Bytes.ofHex(early)));
            }
        });
        assertEquals(14, survived.faults("UPGRADE.PEER"));
    }

    /// What was said yesterday: the second message is answered once, the third does not decrypt.
    @Test
    void repeatsAHandshakeOfYesterday() throws Exception {
        Victim.Survived survived = victim.survives(attacker -> {
            Raw yesterday = attacker.connect();
            Bytes[] third = new Bytes[1];
            Bytes first = first(yesterday, forged -> third[0] = forged.third(ForgedHandshake.payload(
                    attacker.identity.publicKey().encode(), forged.signature(attacker.identity))));
            for (int i = 0; i < 5; i++) {
                Raw again = attacker.connect().send(Raw.HEADER).send(Raw.NOISE).send(first).send(third[0]);
                String heard = again.untilClosed();
                int second = Raw.HEADER.length() + Raw.NOISE.length();
                int length = heard.charAt(second) << 8 | heard.charAt(second + 1);
                assertEquals(second + 2 + length, heard.length(), "the second message, and nothing else");
            }
        });
        assertEquals(5, survived.faults("UPGRADE.PEER"));
    }

    @Test
    void tampersWithWhatComesAfterTheHandshake() throws Exception {
        Victim.Survived survived = victim.survives(attacker -> {
            for (String message : List.of("0000", "000f" + "00".repeat(15), "0030" + "22".repeat(48))) {
                Secured secured = attacker.secured();
                secured.raw().send(message);
                secured.raw().untilClosed();
            }
        });
        assertEquals(3, survived.faults("CONNECTION.PEER"));
    }

    @Test
    void answersADialInsteadOfThePeerThatWasMeant() throws Exception {
        PeerId meant = PeerId.of(Identity.generate(new Random(9)).publicKey());
        Victim.Survived survived = victim.survives(_ -> {
            String address = victim.address().withoutPeer() + "/p2p/" + meant;
            assertTrue(victim.ask("dial " + address).startsWith("WrongPeerException"), "another peer is there");
        });
        // Seen from both sides, since the node dialled itself.
        assertTrue(survived.faults("UPGRADE.PEER") >= 1);
    }

    @Test
    void answersADialWithJunk() throws Exception {
        victim.survives(attacker -> {
            try (var server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
                Thread.startVirtualThread(() -> answerWithJunk(server));
                String answer = victim.ask("dial /ip4/127.0.0.1/tcp/" + server.getLocalPort());
                assertTrue(answer.startsWith("P2pException"), answer);
            }
        });
    }

    private static void answerWithJunk(ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream().write(Raw.HEADER.concat(Raw.NOISE).concat(Bytes.ofHex("ffff")).toArray());
            socket.getInputStream().readAllBytes();
        } catch (IOException ended) {
            throw new IllegalStateException(ended);
        }
    }

    private interface Forging {
        void with(ForgedHandshake forged) throws IOException;
    }

    private static void third(Attacker attacker, UnaryOperator<Bytes> change) throws IOException {
        Raw raw = attacker.connect();
        first(raw, forged -> {
            Bytes message = forged.third(ForgedHandshake.payload(attacker.identity.publicKey().encode(),
                    forged.signature(attacker.identity)));
            raw.send(change.apply(message));
        });
        raw.untilClosed();
    }

    /// Plays a handshake, and returns the first message that was sent.
    private static Bytes first(Raw raw, Forging forging) throws IOException {
        raw.send(Raw.HEADER).send(Raw.NOISE);
        raw.readFully(ByteBuffer.allocate(Raw.HEADER.length() + Raw.NOISE.length()));
        var sent = new ArrayList<Bytes>();
        forging.with(new ForgedHandshake(new Tap(raw, (direction, piece) -> {
            if (direction == Tap.Direction.OUT) {
                sent.add(piece);
            }
        }), new SecureRandom()));
        return sent.getFirst();
    }
}
