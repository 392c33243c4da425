package mote.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import mote.bytes.Bytes;
import mote.bytes.P2pException;
import mote.bytes.Reader;
import mote.crypto.Hash;
import org.junit.jupiter.api.Test;
import vectors.Vectors;

/// A peer id is a multihash of two kinds. Of these the vectors have SHA-256, whole and shortened, and no identity.
class MultihashVectorsTest {

    private static final int SHA2_256 = 0x12;

    @Test
    void takesTheWholeHashesOfSha256AndNoOthers() throws P2pException {
        int whole = 0;
        int cut = 0;
        int others = 0;
        for (String row : Vectors.text("multihash/test_cases.csv").lines().skip(1).toList()) {
            String[] columns = row.split(",");
            int bytes = Integer.parseInt(columns[1]) / 8;
            Bytes multihash = Bytes.ofHex(columns[3]);
            var reader = new Reader(multihash);
            long code = reader.varint();
            Bytes digest = reader.lengthPrefixed(bytes);
            reader.end();
            assertEquals(bytes, digest.length(), row);
            if (columns[0].equals("sha2-256")) {
                assertEquals(SHA2_256, code, row);
                assertEquals(Hash.SHA_256.of(Bytes.utf8(columns[2])).slice(0, bytes), digest, row);
            }
            if (code == SHA2_256 && bytes == 32) {
                assertEquals(multihash, PeerId.decode(multihash).multihash());
                whole++;
            } else {
                assertThrows(P2pException.class, () -> PeerId.decode(multihash), row);
                cut += code == SHA2_256 ? 1 : 0;
                others += code == SHA2_256 ? 0 : 1;
            }
        }
        assertEquals(20, whole);
        assertEquals(40, cut);
        System.out.println("multihash/test_cases.csv: " + whole + " peer ids, " + cut + " shortened hashes and "
                + others + " of other functions refused");
    }
}
