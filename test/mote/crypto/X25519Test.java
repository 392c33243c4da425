package mote.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import mote.bytes.Bytes;
import mote.bytes.P2pException;
import org.junit.jupiter.api.Test;
import vectors.Json;
import vectors.Vectors;

final class X25519Test {

    private static final String ALICE = "77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a";
    private static final String BOB = "5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb";

    @Test
    void agreesOnTheSampleOfRfc7748() throws Exception {
        X25519 alice = new X25519(Bytes.ofHex(ALICE).toArray());
        X25519 bob = new X25519(Bytes.ofHex(BOB).toArray());
        assertEquals("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a", alice.publicKey().hex());
        assertEquals("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f", bob.publicKey().hex());
        assertEquals("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742",
                Bytes.copyOf(alice.agree(bob.publicKey())).hex());
        assertArrayEquals(alice.agree(bob.publicKey()), bob.agree(alice.publicKey()));
    }

    @Test
    void makesTheSameKeyFromTheSameSeed() {
        assertEquals(X25519.generate(new Random(1)).publicKey(), X25519.generate(new Random(1)).publicKey());
        assertFalse(X25519.generate(new Random(1)).publicKey().equals(X25519.generate(new Random(2)).publicKey()));
    }

    @Test
    void blamesThePeerForAKeyOfAnotherLength() {
        X25519 own = X25519.generate(new Random(1));
        for (int length : new int[] {0, 31, 33, 65}) {
            assertBlamesPeer(own, Bytes.copyOf(new byte[length]));
        }
    }

    @Test
    void doesNotShowThePrivateKey() {
        assertFalse(new X25519(Bytes.ofHex(ALICE).toArray()).toString().contains(ALICE.substring(0, 16)));
    }

    /// The 31 whose shared secret is zero are points of small order.
    @Test
    void agreesWithWycheproofAndRefusesPointsOfSmallOrder() throws Exception {
        int equal = 0;
        int refused = 0;
        for (Json test : Vectors.json("wycheproof/x25519_test.json").at("testGroups").list().getFirst()
                .at("tests").list()) {
            X25519 own = new X25519(test.hex("private").toArray());
            if (test.hex("shared").equals(Bytes.copyOf(new byte[32]))) {
                assertBlamesPeer(own, test.hex("public"));
                refused++;
            } else {
                assertEquals(test.text("shared"), Bytes.copyOf(own.agree(test.hex("public"))).hex(), test::toString);
                equal++;
            }
        }
        assertEquals(487, equal);
        assertEquals(31, refused);
    }

    private static void assertBlamesPeer(X25519 own, Bytes remote) {
        P2pException refusal = assertThrows(P2pException.class, () -> own.agree(remote), remote::hex);
        assertEquals(P2pException.Blame.PEER, refusal.blame());
    }
}
