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
        byte[] output = Hkdf.derive(bytes("000102030405060708090a0b0c"), bytes("0b".repeat(22)),
                bytes("f0f1f2f3f4f5f6f7f8f9"), 42);
        assertEquals("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
                hex(output));
    }

    @Test
    void takesNoSaltAsThirtyTwoZeros() {
        byte[] secret = bytes("0102");
        assertArrayEquals(Hkdf.derive(new byte[32], secret, new byte[0], 32),
                Hkdf.derive(new byte[0], secret, new byte[0], 32));
    }

    @Test
    void refusesMoreOutputThanTheStandardAllows() {
        byte[] secret = new byte[32];
        assertEquals(8_160, Hkdf.derive(secret, secret, new byte[0], 8_160).length);
        assertThrows(IllegalArgumentException.class, () -> Hkdf.derive(secret, secret, new byte[0], 8_161));
    }

    @Test
    void agreesWithWycheproof() {
        int count = 0;
        for (Json group : Vectors.json("wycheproof/hkdf_sha256_test.json").at("testGroups").list()) {
            for (Json test : group.at("tests").list()) {
                byte[] salt = test.hex("salt").toArray();
                byte[] secret = test.hex("ikm").toArray();
                byte[] info = test.hex("info").toArray();
                int size = (int) test.at("size").number();
                if (test.text("result").equals("valid")) {
                    assertEquals(test.text("okm"), hex(Hkdf.derive(salt, secret, info, size)), test::toString);
                } else {
                    assertThrows(IllegalArgumentException.class, () -> Hkdf.derive(salt, secret, info, size),
                            test::toString);
                }
                count++;
            }
        }
        assertEquals(86, count);
    }

    private static byte[] bytes(String hex) {
        return Bytes.ofHex(hex).toArray();
    }

    private static String hex(byte[] bytes) {
        return Bytes.copyOf(bytes).hex();
    }
}
