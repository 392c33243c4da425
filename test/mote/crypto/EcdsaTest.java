package mote.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import vectors.Json;
import vectors.Vectors;

final class EcdsaTest {

    @Test
    void agreesWithWycheproof() throws Exception {
        int count = 0;
        for (Json group : Vectors.json("wycheproof/ecdsa_secp256r1_sha256_test.json").at("testGroups").list()) {
            PublicKey key = PublicKey.of(KeyType.ECDSA, group.hex("publicKeyDer"));
            for (Json test : group.at("tests").list()) {
                assertEquals(test.text("result").equals("valid"),
                        key.verify(test.hex("msg"), test.hex("sig")), test::toString);
                count++;
            }
        }
        assertEquals(484, count);
    }
}
