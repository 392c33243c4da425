package mote.secure.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import mote.bytes.Bytes;
import mote.bytes.P2pException;
import mote.crypto.X25519;
import mote.secure.noise.Pattern.Token;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import vectors.Json;
import vectors.Vectors;

final class HandshakeStateTest {

    /// Patterns of the Noise specification that need no key known beforehand, as XX: enough of the vectors to see that
    /// the code follows the tokens, and not one pattern.
    private static final List<Pattern> PATTERNS = List.of(Pattern.XX,
            pattern("NN", "e", "e ee"),
            pattern("NX", "e", "e ee s es"),
            pattern("XN", "e", "e ee", "s se"),
            pattern("IN", "e s", "e ee se"),
            pattern("IX", "e s", "e ee se s es"),
            pattern("NX1", "e", "e ee s", "es"),
            pattern("X1N", "e", "e ee", "s", "se"),
            pattern("X1X", "e", "e ee s es", "s", "se"),
            pattern("XX1", "e", "e ee s", "es s se"),
            pattern("X1X1", "e", "e ee s", "es s", "se"),
            pattern("I1N", "e s", "e ee", "se"),
            pattern("I1X", "e s", "e ee s es", "se"),
            pattern("IX1", "e s", "e ee se s", "es"),
            pattern("I1X1", "e s", "e ee s", "se es"));

    /// A whole handshake of the pattern XX, from the vectors of cacophony. All secrets are known here, so it can be
    /// followed byte by byte.
    @Test
    void followsOneHandshakeFromBeginToEnd() throws P2pException {
        Bytes prologue = Bytes.utf8("John Galt");
        X25519 alices = keyPair("e61ef9919cde45dd5f82166404bd08e38bceb5dfdfded0a34c8df7ed542214d1");
        X25519 bobs = keyPair("4a3acbfdb163dec651dfa3194dece676d437029c62a408b4c5ea9114246e4893");
        var alice = new HandshakeState(Pattern.XX, true, prologue, alices,
                fixed("893e28b9dc6ca8d611ab664754b8ceb7bac5117349a4439a6b0569da977c464a"));
        var bob = new HandshakeState(Pattern.XX, false, prologue, bobs,
                fixed("bbdb4cdbd309f1a1f2e1456967fe288cadd6f712d65dc7b7793d5e63da6b375b"));

        // -> e: no key is agreed yet, so Alice's payload travels in the clear.
        Bytes first = alice.writeMessage(Bytes.utf8("Ludwig von Mises"));
        assertEquals("ca35def5ae56cec33dc2036731ab14896bc4c75dbb07a61f879f8e3afa4c7944"  // Alice's ephemeral key
                + "4c756477696720766f6e204d69736573", first.hex());                      // "Ludwig von Mises"
        assertEquals("Ludwig von Mises", bob.readMessage(first).utf8());

        // <- e, ee, s, es: everything after Bob's ephemeral key is encrypted.
        Bytes second = bob.writeMessage(Bytes.utf8("Murray Rothbard"));
        assertEquals("95ebc60d2b1fa672c1f46a8aa265ef51bfe38e7ccb39ec5be34069f144808843"  // Bob's ephemeral key
                + "81cbad1f276e038c48378ffce2b65285e08d6b68aaa3629a5a8639392490e5b9"     // his static key
                + "bd5269c2f1e4f488ed8831161f19b781"                                     // and its tag
                + "5528f8982ffe09be9b5c412f8a0db5"                                       // "Murray Rothbard"
                + "0f8814c7194e83f23dbd8d162c9326ad", second.hex());                     // and its tag
        assertEquals("Murray Rothbard", alice.readMessage(second).utf8());

        // -> s, se: now Bob learns who Alice is.
        Bytes third = alice.writeMessage(Bytes.utf8("F. A. Hayek"));
        assertEquals("c7195ffacac1307ff99046f219750fc47693e23c3cb08b89c2af808b444850a8"  // Alice's static key
                + "0ae475b9df0f169ae80a89be0865b57f"                                     // and its tag
                + "58c9fea0d4ec82a2864274"                                               // "F. A. Hayek"
                + "02f113e4b6ae769a1d95941d49b25030", third.hex());                      // and its tag
        assertEquals("F. A. Hayek", bob.readMessage(third).utf8());

        // Both have seen the same, know each other's static key, and split into one cipher for each direction.
        assertEquals("c8e5f64e846193be2a834104c2a009868d6c9f3bd3c186299888b488b2f1f58e", bob.handshakeHash().hex());
        assertEquals(bob.handshakeHash(), alice.handshakeHash());
        assertEquals(bobs.publicKey(), alice.remoteStatic());
        assertEquals(alices.publicKey(), bob.remoteStatic());
        HandshakeState.Transport atAlice = alice.split();
        HandshakeState.Transport atBob = bob.split();
        Bytes data = atBob.sending().encryptWithAd(Bytes.EMPTY, Bytes.utf8("Carl Menger"));
        assertEquals("96763ed773f8e47bb3712f" + "0e29b3060ffc956ffc146cee53d5e1df", data.hex());
        assertEquals("Carl Menger", atAlice.receiving().decryptWithAd(Bytes.EMPTY, data).utf8());
        Bytes reply = atAlice.sending().encryptWithAd(Bytes.EMPTY, Bytes.utf8("Jean-Baptiste Say"));
        assertEquals("Jean-Baptiste Say", atBob.receiving().decryptWithAd(Bytes.EMPTY, reply).utf8());
    }

    @Test
    void agreesWithTheVectorsOfCacophony(TestReporter report) throws P2pException {
        run("cacophony", "protocol_name", 15, report);
    }

    @Test
    void agreesWithTheVectorsOfSnow(TestReporter report) throws P2pException {
        run("snow", "protocol_name", 15, report);
    }

    @Test
    void agreesWithTheVectorsOfNoiseC(TestReporter report) throws P2pException {
        run("noise-c-basic", "name", 6, report);
    }

    @Test
    void failsWhereTheProloguesDiffer() throws P2pException {
        var alice = new HandshakeState(Pattern.XX, true, Bytes.utf8("a"), keyPair("01".repeat(32)), fixed("02"));
        var bob = new HandshakeState(Pattern.XX, false, Bytes.utf8("b"), keyPair("03".repeat(32)), fixed("04"));
        bob.readMessage(alice.writeMessage(Bytes.EMPTY));
        Bytes second = bob.writeMessage(Bytes.EMPTY);
        assertThrows(P2pException.class, () -> alice.readMessage(second));
    }

    @Test
    void refusesToSpeakOutOfTurn() throws P2pException {
        var alice = new HandshakeState(Pattern.XX, true, Bytes.EMPTY, keyPair("01".repeat(32)), fixed("02"));
        assertThrows(IllegalStateException.class, () -> alice.readMessage(Bytes.EMPTY));
        alice.writeMessage(Bytes.EMPTY);
        assertThrows(IllegalStateException.class, () -> alice.writeMessage(Bytes.EMPTY));
        assertThrows(IllegalStateException.class, alice::split);
    }

    private static void run(String source, String nameKey, int expected, TestReporter report) throws P2pException {
        Map<String, Pattern> known = new LinkedHashMap<>();
        PATTERNS.forEach(pattern -> known.put(pattern.protocolName().utf8(), pattern));
        int others = 0;
        int ran = 0;
        for (Json vector : Vectors.json("noise/" + source + "_25519_chachapoly_sha256.json").at("vectors").list()) {
            Pattern pattern = known.get(vector.text(nameKey));
            if (pattern == null) {
                others++;
            } else {
                check(pattern, vector);
                ran++;
            }
        }
        assertEquals(expected, ran);
        report.publishEntry(source, ran + " vectors pass, " + others
                + " are of patterns in which keys are known beforehand");
    }

    private static void check(Pattern pattern, Json vector) throws P2pException {
        HandshakeState[] sides = {side(pattern, true, vector, "init_"), side(pattern, false, vector, "resp_")};
        HandshakeState.Transport[] ciphers = null;
        int sender = 0;
        int number = 0;
        for (Json message : vector.at("messages").list()) {
            Bytes payload = message.hex("payload");
            Bytes sent;
            Bytes received;
            if (number < pattern.messages().size()) {
                sent = sides[sender].writeMessage(payload);
                received = sides[1 - sender].readMessage(sent);
            } else {
                if (ciphers == null) {
                    assertEquals(sides[0].handshakeHash(), sides[1].handshakeHash());
                    ciphers = new HandshakeState.Transport[] {sides[0].split(), sides[1].split()};
                }
                sent = ciphers[sender].sending().encryptWithAd(Bytes.EMPTY, payload);
                received = ciphers[1 - sender].receiving().decryptWithAd(Bytes.EMPTY, sent);
            }
            assertEquals(message.hex("ciphertext"), sent, () -> pattern.name());
            assertEquals(payload, received, () -> pattern.name());
            sender = 1 - sender;
            number++;
        }
        assertTrue(number > pattern.messages().size(), "there is data after the handshake");
        if (vector.has("handshake_hash")) {
            assertEquals(vector.hex("handshake_hash"), sides[0].handshakeHash(), () -> pattern.name());
        }
    }

    private static HandshakeState side(Pattern pattern, boolean initiator, Json vector, String prefix) {
        X25519 s = vector.has(prefix + "static") ? keyPair(vector.text(prefix + "static")) : null;
        return new HandshakeState(pattern, initiator, vector.hex(prefix + "prologue"), s,
                fixed(vector.text(prefix + "ephemeral")));
    }

    private static Pattern pattern(String name, String... messages) {
        var tokens = new ArrayList<List<Token>>();
        for (String message : messages) {
            tokens.add(List.of(message.split(" ")).stream().map(token -> Token.valueOf(token.toUpperCase())).toList());
        }
        return new Pattern(name, tokens);
    }

    private static X25519 keyPair(String secret) {
        return new X25519(Bytes.ofHex(secret).toArray());
    }

    /// Gives the bytes of `hex`, from the first on each time.
    private static RandomGenerator fixed(String hex) {
        return new RandomGenerator() {
            @Override
            public void nextBytes(byte[] bytes) {
                byte[] source = Bytes.ofHex(hex).toArray();
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = source[i % source.length];
                }
            }

            @Override
            public long nextLong() {
                throw new UnsupportedOperationException();
            }
        };
    }
}
