package mote.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import mote.bytes.Bytes;
import mote.bytes.P2pException;
import mote.crypto.Identity;
import mote.peer.PeerId;
import org.junit.jupiter.api.Test;

final class PeerRecordTest {

    /// What go-libp2p 0.51 makes of the specification's Ed25519 key, sequence 1,700,000,000,000 and two addresses.
    private static final Bytes BY_GO = Bytes.ofHex(
            "0a24080112201ed1e8fae2c4a144b8be8fd4b47bf3d3b34b871c3cacf6010f0e42d474fce27e120203011a560a2600240801"
            + "12201ed1e8fae2c4a144b8be8fd4b47bf3d3b34b871c3cacf6010f0e42d474fce27e1080d095ffbc311a0a0a0804c0000201"
            + "060fa11a190a172920010db800000000000000000000000191020fa1cd032a405edaf5cc6165fdaaa8041bb9031db746bdae"
            + "74c522ee6aaa45ece22ed94385b262feb420277bf73704da2bf6fb22cebc413d86543f3c21f436e6e530bb4e490e");

    private static final Bytes TCP = Bytes.ofHex("04c0000201060fa1");
    private static final Bytes QUIC = Bytes.ofHex("2920010db800000000000000000000000191020fa1cd03");

    private final Identity identity = Identity.generate(new Random(1));
    private final PeerRecord record = record(identity);

    @Test
    void opensWhatGoSealedAndSealsTheSameBytes() throws Exception {
        Identity specification = Identity.decode(Bytes.ofHex("08011240"
                + "7e0830617c4a7de83925dfb2694556b12936c477a0e1feb2e148ec9da60fee7d"
                + "1ed1e8fae2c4a144b8be8fd4b47bf3d3b34b871c3cacf6010f0e42d474fce27e"));
        PeerRecord opened = PeerRecord.open(Envelope.decode(BY_GO), false);
        assertEquals("12D3KooWBtg3aaRMjxwedh83aGiUkwSxDwUZkzuJcfaqUmo7R3pq", opened.peer().toString());
        assertEquals(1_700_000_000_000L, opened.sequence());
        assertEquals(List.of(TCP, QUIC), opened.addresses());
        assertEquals(BY_GO, opened.seal(specification).encode());
    }

    @Test
    void opensWhatItSealed() throws Exception {
        assertEquals(record, PeerRecord.open(Envelope.decode(record.seal(identity).encode()), false));
        PeerRecord least = new PeerRecord(record.peer(), 0, List.of());
        assertEquals(least, PeerRecord.open(Envelope.decode(least.seal(identity).encode()), false));
        PeerRecord most = new PeerRecord(record.peer(), -1, Collections.nCopies(500, Bytes.ofHex("0401020304")));
        assertEquals(most, PeerRecord.open(Envelope.decode(most.seal(identity).encode()), false));
    }

    @Test
    void keepsAddressesOfUnknownProtocolsByteForByte() throws Exception {
        List<Bytes> addresses = List.of(Bytes.ofHex("ffff7fdeadbeef"), Bytes.ofHex("00"));
        PeerRecord unknown = new PeerRecord(record.peer(), 1, addresses);
        assertEquals(unknown, PeerRecord.open(Envelope.decode(unknown.seal(identity).encode()), false));
    }

    @Test
    void readsTheLegacyPairOnlyWhereThatIsAllowed() throws Exception {
        Envelope legacy = seal("libp2p-routing-state", Bytes.utf8("/libp2p/routing-state-record"), record);
        assertEquals(record, PeerRecord.open(legacy, true));
        assertRefused(legacy, false);
        assertEquals(record, PeerRecord.open(record.seal(identity), true));
    }

    @Test
    void readsNoOtherPairOfDomainAndType() {
        Bytes type = Bytes.ofHex("0301");
        Bytes legacyType = Bytes.utf8("/libp2p/routing-state-record");
        for (boolean legacy : new boolean[] {false, true}) {
            assertRefused(seal("libp2p-routing-state", type, record), legacy); // the text of RFC 0003
            assertRefused(seal("libp2p-peer-record", legacyType, record), legacy);
            assertRefused(seal("libp2p-relay-rsvp", type, record), legacy);
            assertRefused(seal("", type, record), legacy);
            assertRefused(seal("libp2p-peer-record", Bytes.ofHex("0302"), record), legacy);
            assertRefused(seal("libp2p-peer-record", Bytes.ofHex("030100"), record), legacy);
        }
    }

    @Test
    void refusesARecordOfAnotherPeer() {
        PeerRecord other = record(Identity.generate(new Random(2)));
        assertRefused(seal("libp2p-peer-record", Bytes.ofHex("0301"), other), false);
        assertRefused(seal("libp2p-routing-state", Bytes.utf8("/libp2p/routing-state-record"), other), true);
        assertThrows(IllegalArgumentException.class, () -> other.seal(identity));
    }

    @Test
    void refusesEveryEnvelopeWithOneBitChanged() {
        Bytes good = record.seal(identity).encode();
        int refused = 0;
        for (int i = 0; i < good.length() * 8; i++) {
            byte[] bad = good.toArray();
            bad[i / 8] ^= (byte) (1 << i % 8);
            try {
                PeerRecord.open(Envelope.decode(Bytes.copyOf(bad)), true);
            } catch (P2pException expected) {
                assertEquals(P2pException.Blame.PEER, expected.blame());
                refused++;
            }
        }
        assertEquals(good.length() * 8, refused);
    }

    @Test
    void refusesMoreAddressesThanTheLimit() {
        PeerRecord many = new PeerRecord(record.peer(), 1, Collections.nCopies(501, Bytes.ofHex("00")));
        assertRefused(many.seal(identity), false);
    }

    @Test
    void refusesEnvelopesOverTheLimitAndThoseThatLackAField() {
        assertThrows(P2pException.class, () -> Envelope.decode(Bytes.copyOf(new byte[8_193])));
        Bytes key = identity.publicKey().encode();
        String all = "0a24" + key.hex() + "120103" + "1a0104" + "2a0105";
        for (int from = 0; from < all.length(); from = from == 0 ? 76 : from + 6) {
            int to = from == 0 ? 76 : from + 6;
            String lacking = all.substring(0, from) + all.substring(to);
            assertThrows(P2pException.class, () -> Envelope.decode(Bytes.ofHex(lacking)), lacking);
        }
    }

    @Test
    void signsTheThreePartsWithTheirLengths() {
        Envelope envelope = Envelope.seal(identity, "domain", Bytes.ofHex("0301"), Bytes.ofHex("aabbcc"));
        Bytes signed = Bytes.ofHex("06646f6d61696e" + "020301" + "03aabbcc");
        assertTrue(identity.publicKey().verify(signed, envelope.signature()));
    }

    private Envelope seal(String domain, Bytes type, PeerRecord sealed) {
        return Envelope.seal(identity, domain, type, sealed.encode());
    }

    private static PeerRecord record(Identity subject) {
        return new PeerRecord(PeerId.of(subject.publicKey()), 7, List.of(TCP, QUIC));
    }

    private static void assertRefused(Envelope envelope, boolean legacy) {
        P2pException refusal = assertThrows(P2pException.class, () -> PeerRecord.open(envelope, legacy));
        assertEquals(P2pException.Blame.PEER, refusal.blame());
    }
}
