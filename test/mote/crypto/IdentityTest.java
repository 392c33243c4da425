package mote.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import mote.bytes.Bytes;
import mote.bytes.P2pException;
import org.junit.jupiter.api.Test;
import vectors.Json;
import vectors.Vectors;

final class IdentityTest {

    /// The specification's Ed25519 key: seed, then public key.
    private static final String SEED = "7e0830617c4a7de83925dfb2694556b12936c477a0e1feb2e148ec9da60fee7d";
    private static final String PUBLIC = "1ed1e8fae2c4a144b8be8fd4b47bf3d3b34b871c3cacf6010f0e42d474fce27e";

    @Test
    void readsAndWritesTheKeyOfTheSpecification() throws Exception {
        Identity identity = Identity.decode(Bytes.ofHex("08011240" + SEED + PUBLIC));
        assertEquals(PUBLIC, identity.publicKey().data().hex());
        assertEquals("08011240" + SEED + PUBLIC, Bytes.copyOf(identity.encode()).hex());
    }

    @Test
    void readsTheOldFormWithThePublicKeyTwice() throws Exception {
        Identity identity = Identity.decode(Bytes.ofHex("08011260" + SEED + PUBLIC + PUBLIC));
        assertEquals("08011240" + SEED + PUBLIC, Bytes.copyOf(identity.encode()).hex());
    }

    @Test
    void refusesAPublicKeyThatIsNotTheOneOfTheSeed() {
        String other = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
        assertRefused("08011240" + SEED + other, "public key of another");
        assertRefused("08011260" + SEED + PUBLIC + other, "public key of another");
        assertRefused("08011260" + SEED + other + PUBLIC, "public key of another");
        assertRefused("08011220" + SEED, "32 bytes");
        assertRefused("", "without data");
    }

    @Test
    void refusesOwnKeysOfAnotherTypeSayingSo() {
        Json keys = Vectors.json("libp2p-peer-id/keys.json");
        assertRefused(keys.at("rsa").text("private"), "type RSA: a node's own must be Ed25519");
        assertRefused(keys.at("secp256k1").text("private"), "type Secp256k1: a node's own must be Ed25519");
        assertRefused(keys.at("ecdsa").text("private"), "type ECDSA: a node's own must be Ed25519");
    }

    @Test
    void signsTheSecondSampleOfRfc8032() {
        Identity identity = new Identity(
                Bytes.ofHex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb").toArray());
        assertEquals("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
                identity.sign(Bytes.ofHex("72")).hex());
    }

    @Test
    void makesTheSameIdentityFromTheSameSeedAndItsSignaturesVerify() {
        Identity identity = Identity.generate(new Random(1));
        assertEquals(identity.publicKey(), Identity.generate(new Random(1)).publicKey());
        assertNotEquals(identity.publicKey(), Identity.generate(new Random(2)).publicKey());
        Bytes message = Bytes.utf8("message");
        assertTrue(identity.publicKey().verify(message, identity.sign(message)));
        assertFalse(identity.publicKey().verify(Bytes.utf8("massage"), identity.sign(message)));
    }

    @Test
    void doesNotShowItsSecret() throws Exception {
        Identity identity = Identity.decode(Bytes.ofHex("08011240" + SEED + PUBLIC));
        assertFalse(identity.toString().contains(SEED.substring(0, 8)));
        assertTrue(identity.toString().contains(PUBLIC));
    }

    private static void assertRefused(String hex, String reason) {
        P2pException refusal = assertThrows(P2pException.class, () -> Identity.decode(Bytes.ofHex(hex)));
        assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
        assertFalse(refusal.getMessage().contains(SEED.substring(0, 8)));
    }
}
