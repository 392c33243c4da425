package mote.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Random;
import mote.bytes.Bytes;
import org.junit.jupiter.api.Test;
import vectors.Json;
import vectors.Vectors;

final class Ed25519Test {

    private static final Bytes KEY = Bytes.ofHex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    private static final Bytes SIGNATURE = Bytes.ofHex(""
            + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
    private static final Bytes MESSAGE = Bytes.ofHex("72");

    @Test
    void verifiesTheSecondSampleOfRfc8032() {
        assertTrue(Ed25519.verify(KEY, MESSAGE, SIGNATURE));
        assertFalse(Ed25519.verify(KEY, Bytes.ofHex("73"), SIGNATURE));
        assertFalse(Ed25519.verify(KEY, Bytes.EMPTY, SIGNATURE));
    }

    @Test
    void agreesWithWycheproof() {
        int count = 0;
        for (Json group : Vectors.json("wycheproof/ed25519_test.json").at("testGroups").list()) {
            Bytes key = group.at("publicKey").hex("pk");
            for (Json test : group.at("tests").list()) {
                assertEquals(test.text("result").equals("valid"),
                        Ed25519.verify(key, test.hex("msg"), test.hex("sig")), test::toString);
                count++;
            }
        }
        assertEquals(151, count);
    }

    @Test
    void agreesWithTheJdkOnSignaturesOfRandomKeysWithAndWithoutOneBitChanged() throws Exception {
        Random random = new Random(7);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
        Signature signer = Signature.getInstance("Ed25519");
        for (int i = 0; i < 60; i++) {
            KeyPair pair = generator.generateKeyPair();
            byte[] encoded = pair.getPublic().getEncoded();
            Bytes key = Bytes.copyOf(encoded, encoded.length - 32, encoded.length);
            Bytes message = random(random, random.nextInt(200));
            signer.initSign(pair.getPrivate());
            signer.update(message.toArray());
            Bytes signature = Bytes.copyOf(signer.sign());
            assertTrue(Ed25519.verify(key, message, signature));
            for (int j = 0; j < 4; j++) {
                Bytes mutatedKey = j == 0 ? flipOneBit(random, key) : key;
                Bytes mutated = j == 0 ? signature : flipOneBit(random, signature);
                assertEquals(jdk(mutatedKey, message, mutated), Ed25519.verify(mutatedKey, message, mutated));
                assertFalse(Ed25519.verify(mutatedKey, message, mutated));
            }
        }
    }

    /// Points of small order and their other encodings, as key and as R, with small S: here implementations differ.
    @Test
    void agreesWithTheJdkOnPointsOfSmallOrderAndOnEncodingsThatAreNotTheOne() {
        String[] points = {
            "0100000000000000000000000000000000000000000000000000000000000000", // order 1
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", // order 2
            "0000000000000000000000000000000000000000000000000000000000000000", // order 4
            "0000000000000000000000000000000000000000000000000000000000000080",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05", // order 8
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
            "0100000000000000000000000000000000000000000000000000000000000080", // x = 0 said to be odd
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
            "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", // y = p
            "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
            "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", // y = p + 1
            "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
            "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", // y = 2^255 - 1, odd
            "5866666666666666666666666666666666666666666666666666666666666666", // the base point
            "0200000000000000000000000000000000000000000000000000000000000000", // not on the curve
        };
        String[] scalars = {"00", "01", "08"};
        int valid = 0;
        for (String key : points) {
            for (String r : points) {
                for (String s : scalars) {
                    for (int message = 0; message < 2; message++) {
                        Bytes signature = Bytes.ofHex(r + s + "00".repeat(31));
                        Bytes text = Bytes.copyOf(new byte[message]);
                        boolean verified = Ed25519.verify(Bytes.ofHex(key), text, signature);
                        assertEquals(jdk(Bytes.ofHex(key), text, signature), verified, key + " " + signature.hex());
                        valid += verified ? 1 : 0;
                    }
                }
            }
        }
        assertTrue(valid > 10, "too few to show anything: " + valid);
    }

    @Test
    void refusesScalarsFromTheOrderOn() {
        Bytes order = Bytes.ofHex("edd3f55c1a631258d69cf7a2def9de14" + "00".repeat(15) + "10");
        byte[] sum = new byte[32];
        int carry = 0;
        for (int i = 0; i < 32; i++) {
            carry += SIGNATURE.at(32 + i) + order.at(i);
            sum[i] = (byte) carry;
            carry >>= 8;
        }
        assertFalse(Ed25519.verify(KEY, MESSAGE, SIGNATURE.slice(0, 32).concat(Bytes.copyOf(sum))));
    }

    @Test
    void refusesKeysAndSignaturesOfEveryOtherLength() {
        for (int length = 0; length < 80; length++) {
            Bytes bytes = Bytes.copyOf(new byte[length]);
            assertFalse(length != 32 && Ed25519.verify(bytes, MESSAGE, SIGNATURE));
            assertFalse(Ed25519.verify(KEY, MESSAGE, bytes));
        }
    }

    private static boolean jdk(Bytes key, Bytes message, Bytes signature) {
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(
                    new X509EncodedKeySpec(Bytes.ofHex("302a300506032b6570032100").concat(key).toArray())));
            verifier.update(message.toArray());
            return verifier.verify(signature.toArray());
        } catch (GeneralSecurityException refused) {
            return false;
        }
    }

    private static Bytes flipOneBit(Random random, Bytes bytes) {
        byte[] flipped = bytes.toArray();
        flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        return Bytes.copyOf(flipped);
    }

    private static Bytes random(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Bytes.copyOf(bytes);
    }
}
