package mote.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Random;
import mote.bytes.Base;
import mote.bytes.Bytes;
import mote.bytes.P2pException;
import mote.crypto.Identity;
import mote.crypto.PublicKey;
import org.junit.jupiter.api.Test;
import vectors.Json;
import vectors.Vectors;

final class PeerIdTest {

    /// The specification's three ways to write an id; the first two are of one peer.
    private static final String CID = "bafzbeie5745rpv2m6tjyuugywy4d5ewrqgqqhfnf445he3omzpjbx5xqxe";
    private static final String SHA256 = "QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N";
    private static final String ED25519 = "12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA";

    @Test
    void readsAndWritesTheSamplesOfTheSpecification() throws Exception {
        assertEquals(PeerId.parse(SHA256), PeerId.parse(CID));
        assertEquals(SHA256, PeerId.parse(CID).toString());
        assertEquals(CID, PeerId.parse(SHA256).cid(Base.BASE32));
        assertEquals(ED25519, PeerId.parse(ED25519).toString());
        for (Json sample : Vectors.json("libp2p-peer-id/strings.json").list()) {
            String text = sample.list().getFirst().text();
            PeerId id = PeerId.parse(text);
            assertTrue(text.equals(id.toString()) || text.equals(id.cid(Base.BASE32)));
        }
    }

    @Test
    void makesTheIdsOfTheSpecificationsKeys() throws Exception {
        Json keys = Vectors.json("libp2p-peer-id/keys.json");
        for (String name : keys.keys()) {
            PublicKey key = PublicKey.decode(keys.at(name).hex("public"));
            PeerId id = PeerId.of(key);
            assertEquals(keys.at(name).text("peer_id_computed"), id.toString());
            assertTrue(id.matches(key));
            boolean inline = name.equals("ed25519") || name.equals("secp256k1");
            assertEquals(inline ? Optional.of(key) : Optional.empty(), id.key());
        }
    }

    @Test
    void readsCidsInEveryBase() throws Exception {
        for (PeerId id : new PeerId[] {PeerId.parse(SHA256), PeerId.parse(ED25519)}) {
            for (Base base : Base.values()) {
                assertEquals(id, PeerId.parse(id.cid(base)));
            }
        }
    }

    /// The names of go's IPNS test records are ids in base 36.
    @Test
    void readsIdsInBase36AsGoWritesThem() throws Exception {
        String name = "k51qzi5uqu5dlkw8pxuw9qmqayfdeh4kfebhmreauqdc6a7c3y7d5i9fi8mk9w";
        PeerId id = PeerId.parse(name);
        assertEquals(name, id.cid(Base.BASE36));
        assertTrue(id.key().isPresent());
    }

    @Test
    void refusesCidsOfOtherThings() {
        for (Json cid : Vectors.json("cid/strings.json").list()) {
            if (cid.text().startsWith("Qm")) {
                continue; // a bare hash: nothing tells what it is of
            }
            P2pException refusal = assertThrows(P2pException.class, () -> PeerId.parse(cid.text()), cid::text);
            assertEquals(P2pException.Blame.PEER, refusal.blame());
        }
    }

    @Test
    void refusesTextsThatAreNoId() {
        for (String text : new String[] {"", "1", "Qm", "Q", "12D3Koo", ED25519 + "1", ED25519.replace('K', '0'),
            ED25519.substring(1), SHA256 + "a", "b", "z", "0", CID.substring(0, 57),
            "1".repeat(5_000), "m" + "A".repeat(20), "f0172", "f00720000"}) {
            assertThrows(P2pException.class, () -> PeerId.parse(text), text);
        }
    }

    @Test
    void refusesOtherMultihashes() {
        for (String hex : new String[] {"", "00", "12", "1220", "1220" + "00".repeat(31), "1220" + "00".repeat(33),
            "1120" + "00".repeat(32), "1120" + "00".repeat(20), "002b" + "00".repeat(43), "00810100",
            "1210" + "00".repeat(16), "800000", "0001", "000101" + "01", "12ffffffffffffffff7f00"}) {
            assertThrows(P2pException.class, () -> PeerId.decode(Bytes.ofHex(hex)), hex);
            assertThrows(IllegalArgumentException.class, () -> new PeerId(Bytes.ofHex(hex)), hex);
        }
    }

    @Test
    void takesNoKeyOutOfAnIdThatHoldsNone() throws Exception {
        assertEquals(Optional.empty(), PeerId.decode(Bytes.ofHex("00020801")).key());
        assertEquals(Optional.empty(), PeerId.parse(SHA256).key());
    }

    @Test
    void matchesNoOtherKey() {
        PublicKey one = Identity.generate(new Random(1)).publicKey();
        PublicKey other = Identity.generate(new Random(2)).publicKey();
        assertTrue(PeerId.of(one).matches(one));
        assertFalse(PeerId.of(one).matches(other));
    }

    @Test
    void hasABriefFormThatTellsPeersApart() throws Exception {
        assertEquals("12D3..AJU5SA", PeerId.parse(ED25519).brief());
        assertEquals("11", PeerId.decode(Bytes.ofHex("0000")).brief());
    }
}
