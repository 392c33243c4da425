package mote.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import mote.bytes.Bytes;
import mote.bytes.P2pException;
import org.junit.jupiter.api.Test;
import vectors.Json;
import vectors.Vectors;

final class Secp256k1Test {

    @Test
    void agreesWithWycheproof() throws P2pException {
        int count = 0;
        for (Json group : Vectors.json("wycheproof/ecdsa_secp256k1_sha256_test.json").at("testGroups").list()) {
            PublicKey key = compressed(group);
            for (Json test : group.at("tests").list()) {
                assertEquals(test.text("result").equals("valid"),
                        key.verify(test.hex("msg"), test.hex("sig")), test::toString);
                count++;
            }
        }
        assertEquals(476, count);
    }

    @Test
    void differsFromBitcoinInHighSOnly() throws P2pException {
        int count = 0;
        List<String> different = new ArrayList<>();
        for (Json group : Vectors.json("wycheproof/ecdsa_secp256k1_sha256_bitcoin_test.json").at("testGroups").list()) {
            PublicKey key = compressed(group);
            for (Json test : group.at("tests").list()) {
                boolean valid = key.verify(test.hex("msg"), test.hex("sig"));
                if (valid != test.text("result").equals("valid")) {
                    different.add(test.at("tcId").number() + " " + test.text("comment"));
                    assertTrue(valid, test::toString);
                }
                count++;
            }
        }
        assertEquals(463, count);
        assertEquals(List.of("1 Signature malleability", "388 edge case for signature malleability"), different);
    }

    private static PublicKey compressed(Json group) throws P2pException {
        Bytes point = group.at("publicKey").hex("uncompressed");
        Bytes prefix = Bytes.ofHex(point.at(64) % 2 == 0 ? "02" : "03");
        return PublicKey.of(KeyType.Secp256k1, prefix.concat(point.slice(1, 33)));
    }
}
