package attacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import mote.bytes.Bytes;
import mote.bytes.Writer;
import mote.crypto.Identity;
import mote.multiaddr.Multiaddr;
import mote.peer.PeerId;
import mote.protobuf.ProtoWriter;
import mote.record.Envelope;
import mote.record.PeerRecord;
import mote.secure.noise.ForgedHandshake;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Stopped by decoders that are total, and by `bytes.Varint` (9 bytes), the 10 bytes of protobuf's,
/// `protobuf.Limits.groupDepth` (16), `identify.Limits.messageBytesMax` (8 KiB), `addressesMax` (500) and
/// `protocolsMax` (1,024), `multiaddr.Limits` (1 KiB, 128 components), `crypto.Limits.rsaBitsMax` (8,192),
/// `record.Limits` (8 KiB, 500 addresses).
@Tag("slow")
class HostileInputTest {

    private static final int HANDSHAKES_MILLIS = 1_000;

    private static final List<Identity> ANYBODY = List.of(Identity.generate(new Random(1)),
            Identity.generate(new Random(2)), Identity.generate(new Random(3)));

    private static Victim victim;

    @BeforeAll
    static void start() throws IOException {
        victim = Victim.start("speed=5");
    }

    @AfterAll
    static void stop() throws IOException {
        victim.close();
    }

    @Test
    void sendsVarintsWithoutEnd() throws Exception {
        List<Bytes> inputs = Ways.hex("8100", "ff".repeat(9), "ff".repeat(10), "80".repeat(11), "80".repeat(9) + "01",
                "ff".repeat(9) + "7f", "ff".repeat(8_000), "80".repeat(20_000));
        assertSurvives(ways -> ways.send(inputs));
    }

    @Test
    void sendsProtobufThatIsEmptyDeepLongOrCut() throws Exception {
        var inputs = new ArrayList<>(List.of(Bytes.EMPTY, repeat("0b", 4_000).concat(repeat("0c", 4_000)),
                repeat("0b", 10_000), repeat("1a00", 4_000), repeat("1a00", 100_000), repeat("1200", 4_000),
                repeat("7a00", 4_000), repeat("7a00", 100_000)));
        for (int field = 1; field <= 8; field++) {
            for (int type = 0; type < 8; type++) {
                inputs.add(new Writer(16).u8(field << 3 | type).bytes(Bytes.ofHex("0102030405060708")).toBytes());
            }
        }
        assertSurvives(ways -> {
            ways.send(inputs.subList(0, 8));
            for (Bytes input : inputs) {
                ways.push(new Writer(1 << 18).lengthPrefixed(input).toBytes());
                ways.inTheHandshake(input);
            }
            Bytes valid = record(Identity.generate(new Random(4)), 1).encode();
            for (int cut = 0; cut < valid.length(); cut++) {
                ways.say(new ProtoWriter(1 << 16).bytes(8, valid.slice(0, cut)));
            }
        });
    }

    @Test
    void sendsAddressesThatAreNone() throws Exception {
        Bytes circuit = repeat("a202", 500);
        List<Bytes> inputs = new ArrayList<>(List.of(circuit, repeat("a202", 128), repeat("a202", 129),
                repeat("06ffff", 5_000), repeat("0600010601", 100)));
        inputs.addAll(Ways.hex("04", "047f0000", "047f000001" + "06ffffff", "90030400000000", "900305612f0062ff",
                "3505ff00ff00ff", "350300ff2e", "a503" + "22" + "1220" + "00", "a503" + "ffffffffffffffff7f" + "1220",
                "a503" + "06" + "12ffffffff7f", "a503" + "02" + "0000", "ffffffffffffffffff01",
                "29" + "00".repeat(15)));
        assertSurvives(ways -> {
            ways.send(inputs);
            for (Bytes input : inputs) {
                ways.record(new ProtoWriter(1 << 16).bytes(1, ways.self().multihash())
                        .bytes(3, new ProtoWriter(1 << 15).bytes(1, Ways.fit(input, 7_000)).toBytes()).toBytes());
            }
        });
    }

    @Test
    void provesItselfWithKeysThatAreNone() throws Exception {
        assertSurvives(ways -> {
            for (Bytes key : Keys.all()) {
                long began = System.nanoTime();
                ways.key(key);
                ways.envelope(new ProtoWriter(1 << 16).bytes(1, Ways.fit(key, 6_000)).bytes(2, Bytes.ofHex("0301"))
                        .bytes(3, Bytes.ofHex("00")).bytes(5, Bytes.ofHex("00".repeat(64))));
                assertTrue((System.nanoTime() - began) / 1_000_000 < HANDSHAKES_MILLIS, "a key costs time: " + key);
            }
        });
    }

    @Test
    void provesItselfWithSignaturesThatAreNone() throws Exception {
        Victim.Survived survived = assertSurvives(ways -> {
            for (Keys.Signed signed : Keys.signatures()) {
                ways.signature(signed.key(), signed.signature());
            }
            var other = Identity.generate(new Random(4));
            ways.handshake((forged, identity) -> ForgedHandshake.payload(
                    identity.publicKey().encode(), forged.signature(other)));
        });
        assertEquals(Keys.signatures().size() + 1, survived.faults("UPGRADE.PEER"));
    }

    /// The point of zeros and others of small order, with which everybody would know the secret.
    @Test
    void beginsTheHandshakeWithPointsOfSmallOrder() throws Exception {
        List<String> points = List.of("00".repeat(32), "01" + "00".repeat(31),
                "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157", "ec" + "ff".repeat(30) + "7f");
        Victim.Survived survived = victim.survives(attacker -> {
            for (String point : points) {
                Raw raw = attacker.connect().send(Raw.HEADER).send(Raw.NOISE).send("0020" + point);
                raw.untilClosed();
                assertEquals(Raw.HEADER.length() + Raw.NOISE.length(), raw.received(), "no second message");
            }
        });
        assertEquals(points.size(), survived.faults("UPGRADE.PEER"));
    }

    @Test
    void sendsRecordsOfOthersByTheThousand() throws Exception {
        Victim.Survived survived = assertSurvives(ways -> {
            for (int i = 0; i < 1_000; i++) {
                ways.say(new ProtoWriter(1 << 16).bytes(8, record(ANYBODY.get(i % ANYBODY.size()), i).encode()));
            }
            Identity one = ANYBODY.getFirst();
            Bytes stolen = record(ANYBODY.getLast(), 7).unverifiedPayload();
            ways.say(new ProtoWriter(1 << 16).bytes(8, Envelope.seal(one, "libp2p-peer-record", Bytes.ofHex("0301"),
                    stolen).encode()));
            ways.say(new ProtoWriter(1 << 16).bytes(8, Envelope.seal(one, "libp2p-other-record", Bytes.ofHex("0301"),
                    stolen).encode()));
            ways.say(new ProtoWriter(1 << 16).bytes(8, Envelope.seal(one, "libp2p-peer-record", Bytes.ofHex("0302"),
                    stolen).encode()));
            for (Identity anybody : ANYBODY) {
                assertEquals("nothing", victim.ask("known " + PeerId.of(anybody.publicKey())));
            }
        });
        assertEquals(0, survived.faults("STREAM.PEER"), "the record is dropped, identify is not");
    }

    private static Envelope record(Identity who, long sequence) throws IOException {
        Bytes address = Multiaddr.parse("/ip4/192.0.2.1/tcp/4001").encoded();
        return new PeerRecord(PeerId.of(who.publicKey()), sequence, List.of(address)).seal(who);
    }

    private interface Sending {
        void on(Ways ways) throws IOException;
    }

    private static Victim.Survived assertSurvives(Sending sending) throws Exception {
        return victim.survives(attacker -> sending.on(new Ways(attacker)));
    }

    private static Bytes repeat(String hex, int times) {
        return Bytes.ofHex(hex.repeat(times));
    }
}
