package mote.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.Random;
import mote.bytes.Bytes;
import mote.bytes.P2pException;
import org.junit.jupiter.api.Test;
import vectors.Json;
import vectors.Vectors;

final class PublicKeyTest {

    /// The specification's keys, one of each type but RSA, which is long.
    private static final String ED25519 = "080112201ed1e8fae2c4a144b8be8fd4b47bf3d3b34b871c3cacf6010f0e42d474fce27e";
    private static final String SECP256K1 =
            "08021221037777e994e452c21604f91de093ce415f5432f701dd8cd1a7a6fea0e630bfca99";
    private static final String ECDSA = "0803125b3059301306072a8648ce3d020106082a8648ce3d03010703420004"
            + "de3d300fa36ae0e8f5d530899d83abab44abf3161f162a4bc901d8e6ecda020e"
            + "8b6d5f8da30525e71d6851510c098e5c47c646a597fb4dcec034e9f77c409e62";

    @Test
    void readsAndWritesTheKeysOfTheSpecification() throws Exception {
        assertRoundTrip(KeyType.Ed25519, ED25519);
        assertRoundTrip(KeyType.Secp256k1, SECP256K1);
        assertRoundTrip(KeyType.ECDSA, ECDSA);
    }

    @Test
    void readsAndWritesTheVectorsOfTheSpecification() throws Exception {
        Json keys = Vectors.json("libp2p-peer-id/keys.json");
        for (String name : keys.keys()) {
            String hex = keys.at(name).text("public");
            KeyType type = PublicKey.decode(Bytes.ofHex(hex)).type();
            assertEquals(name, type.name().toLowerCase(Locale.ROOT));
            assertRoundTrip(type, hex);
        }
    }

    /// 0 is RSA, 2 secp256k1, 3 ECDSA.
    @Test
    void verifiesTheSignaturesOfGo() throws Exception {
        Bytes message = Bytes.utf8("Libp2p is the _best_!");
        for (int type : new int[] {0, 2, 3}) {
            PublicKey key = PublicKey.decode(Vectors.bytes("libp2p-go-keys/" + type + ".pub"));
            Bytes signature = Vectors.bytes("libp2p-go-keys/" + type + ".sig");
            assertEquals(type, key.type().ordinal());
            assertTrue(key.verify(message, signature));
            assertFalse(key.verify(Bytes.utf8("Libp2p is the _best_?"), signature));
            assertEquals(Vectors.bytes("libp2p-go-keys/" + type + ".pub"), key.encode());
        }
    }

    @Test
    void acceptsNoSignatureOfAnotherKeyOrOfAnyBytes() throws Exception {
        Bytes message = Bytes.utf8("message");
        Bytes other = Identity.generate(new Random(1)).sign(message);
        Random random = new Random(2);
        for (String hex : new String[] {ED25519, SECP256K1, ECDSA}) {
            PublicKey key = PublicKey.decode(Bytes.ofHex(hex));
            assertFalse(key.verify(message, other));
            for (int length : new int[] {0, 1, 63, 64, 65, 70, 71, 72, 256}) {
                byte[] any = new byte[length];
                assertFalse(key.verify(message, Bytes.copyOf(any)));
                random.nextBytes(any);
                assertFalse(key.verify(message, Bytes.copyOf(any)));
            }
        }
    }

    /// One byte of key, message or signature is changed: whatever the JDK throws at that must not come out.
    @Test
    void answersNoToEveryMutationAndThrowsNothing() throws Exception {
        Bytes message = Bytes.utf8("Libp2p is the _best_!");
        Random random = new Random(4);
        for (int type : new int[] {0, 2, 3}) {
            PublicKey key = PublicKey.decode(Vectors.bytes("libp2p-go-keys/" + type + ".pub"));
            Bytes signature = Vectors.bytes("libp2p-go-keys/" + type + ".sig");
            for (int i = 0; i < 200; i++) {
                assertFalse(key.verify(message, mutate(random, signature)));
                assertFalse(key.verify(mutate(random, message), signature));
                try {
                    PublicKey mutated = PublicKey.of(key.type(), mutate(random, key.data()));
                    assertFalse(mutated.verify(message, signature));
                } catch (P2pException refused) {
                    assertEquals(P2pException.Blame.PEER, refused.blame());
                }
            }
        }
    }

    @Test
    void verifiesNothingWithPointsThatAreNotOnTheCurve() throws Exception {
        for (int i = 0; i < 20; i++) {
            byte[] secp256k1 = Bytes.ofHex(SECP256K1).toArray();
            secp256k1[20] = (byte) i;
            byte[] ecdsa = Bytes.ofHex(ECDSA).toArray();
            ecdsa[70] = (byte) i;
            Bytes signature = Bytes.ofHex("3006020101020101");
            assertFalse(PublicKey.decode(Bytes.copyOf(secp256k1)).verify(Bytes.EMPTY, signature));
            assertFalse(PublicKey.decode(Bytes.copyOf(ecdsa)).verify(Bytes.EMPTY, signature));
        }
        PublicKey zero = PublicKey.decode(Bytes.ofHex(ECDSA.substring(0, 62) + "00".repeat(64)));
        assertFalse(zero.verify(Bytes.EMPTY, Bytes.ofHex("3006020101020101")));
    }

    @Test
    void encodesInOneWayWhatCameInAnother() throws Exception {
        // Data before type, a type in two bytes, unknown fields, a field twice: the last one counts.
        Bytes data = Bytes.ofHex(ED25519.substring(4));
        Bytes other = Bytes.ofHex("5a00" + "1205aabbccddee" + data.hex() + "18ff01" + "088100");
        assertEquals(Bytes.ofHex(ED25519), PublicKey.decode(other).encode());
        assertEquals(PublicKey.decode(Bytes.ofHex(ED25519)), PublicKey.decode(other));
        assertEquals(PublicKey.decode(Bytes.ofHex(ED25519)).hashCode(), PublicKey.decode(other).hashCode());
        assertNotEquals(PublicKey.decode(Bytes.ofHex(SECP256K1)), PublicKey.decode(other));
    }

    @Test
    void refusesMessagesThatAreNoKey() {
        assertRefused("");
        assertRefused("0801");                                    // no data
        assertRefused(ED25519.substring(4));                      // no type
        assertRefused("0804" + ED25519.substring(4));             // an unknown type
        assertRefused("08ffffffffffffffffff01" + ED25519.substring(4)); // -1
        assertRefused("0801121f" + "00".repeat(31));
        assertRefused("08011221" + "00".repeat(33));
        assertRefused("08021220" + "00".repeat(32));
        assertRefused("08021241" + "04" + "00".repeat(64));       // not compressed
        assertRefused(ECDSA.replace("2a8648ce3d030107", "2a8648ce3d030106"));
        assertRefused("0803125c" + ECDSA.substring(8) + "00");
        assertRefused(ED25519.substring(0, ED25519.length() - 2));
    }

    private static Bytes mutate(Random random, Bytes bytes) {
        byte[] mutated = bytes.toArray();
        mutated[random.nextInt(mutated.length)] ^= (byte) (1 + random.nextInt(255));
        return Bytes.copyOf(mutated);
    }

    private static void assertRoundTrip(KeyType type, String hex) throws P2pException {
        PublicKey key = PublicKey.decode(Bytes.ofHex(hex));
        assertEquals(type, key.type());
        assertEquals(hex, key.encode().hex());
        assertEquals(key, PublicKey.of(type, key.data()));
    }

    private static void assertRefused(String hex) {
        P2pException refusal = assertThrows(P2pException.class, () -> PublicKey.decode(Bytes.ofHex(hex)), hex);
        assertEquals(P2pException.Blame.PEER, refusal.blame());
    }
}
