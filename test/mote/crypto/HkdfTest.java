package mote.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import mote.bytes.Bytes;
import org.junit.jupiter.api.Test;
import vectors.Json;
import vectors.Vectors;

final class HkdfTest {

    @Test
    void computesTheFirstSampleOfRfc5869() {
        byte[] key = Hkdf.extract(bytes("000102030405060708090a0b0c"), bytes("0b".repeat(22)));
        assertEquals("077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5", hex(key));
        assertEquals("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
                hex(Hkdf.expand(key, bytes("f0f1f2f3f4f5f6f7f8f9"), 42)));
    }

    @Test
    void takesNoSaltAsThirtyTwoZeros() {
        byte[] secret = bytes("0102");
        assertArrayEquals(Hkdf.extract(new byte[32], secret), Hkdf.extract(new byte[0], secret));
    }

    @Test
    void refusesMoreOutputThanTheStandardAllows() {
        assertEquals(8_160, Hkdf.expand(new byte[32], new byte[0], 8_160).length);
        assertThrows(IllegalArgumentException.class, () -> Hkdf.expand(new byte[32], new byte[0], 8_161));
    }

    @Test
    void agreesWithWycheproof() {
        int count = 0;
        for (Json group : Vectors.json("wycheproof/hkdf_sha256_test.json").at("testGroups").list()) {
            for (Json test : group.at("tests").list()) {
                byte[] key = Hkdf.extract(test.hex("salt").toArray(), test.hex("ikm").toArray());
                byte[] info = test.hex("info").toArray();
                int size = (int) test.at("size").number();
                if (test.text("result").equals("valid")) {
                    assertEquals(test.text("okm"), hex(Hkdf.expand(key, info, size)), test::toString);
                } else {
                    assertThrows(IllegalArgumentException.class, () -> Hkdf.expand(key, info, size), test::toString);
                }
                count++;
            }
        }
        assertEquals(86, count);
    }

    /// Extraction is HMAC itself, so its vectors test the part below HKDF on its own.
    @Test
    void extractsAsWycheproofsHmac() {
        int count = 0;
        for (Json group : Vectors.json("wycheproof/hmac_sha256_test.json").at("testGroups").list()) {
            int tagBytes = (int) group.at("tagSize").number() / 8;
            for (Json test : group.at("tests").list()) {
                byte[] tag = Hkdf.extract(test.hex("key").toArray(), test.hex("msg").toArray());
                boolean equal = Bytes.copyOf(tag).slice(0, tagBytes).equals(test.hex("tag"));
                assertEquals(test.text("result").equals("valid"), equal, test::toString);
                count++;
            }
        }
        assertEquals(174, count);
    }

    private static byte[] bytes(String hex) {
        return Bytes.ofHex(hex).toArray();
    }

    private static String hex(byte[] bytes) {
        return Bytes.copyOf(bytes).hex();
    }
}
