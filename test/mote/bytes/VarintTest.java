package mote.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import vectors.Json;
import vectors.Vectors;

class VarintTest {

    /// Table of the specification.
    @Test
    void writesTheExamplesOfTheSpecification() throws P2pException {
        agrees(1, "01");
        agrees(127, "7f");
        agrees(128, "8001");
        agrees(255, "ff01");
        agrees(300, "ac02");
        agrees(16_384, "808001");
        agrees(0, "00");
        agrees(Long.MAX_VALUE, "ffffffffffffffff7f");
    }

    @Test
    void agreesWithTheVectors() throws P2pException {
        Json vectors = Vectors.json("unsigned-varint/vectors.json");
        for (Json row : vectors.at("valid").list()) {
            agrees(row.list().get(0).number(), row.list().get(1).text());
        }
        for (Json row : vectors.at("must_fail").list()) {
            refuses(row.list().get(0).text());
        }
    }

    @Test
    void agreesAtEveryLength() throws P2pException {
        for (int bits = 0; bits < 63; bits++) {
            for (long value : new long[] {(1L << bits) - 1, 1L << bits}) {
                Bytes written = new Writer(Reader.VARINT_BYTES_MAX).varint(value).toBytes();
                assertEquals(Math.max(1, Math.ceilDiv(64 - Long.numberOfLeadingZeros(value), 7)), written.length());
                assertEquals(value, new Reader(written).varint());
            }
        }
    }

    @Test
    void refusesWhatIsNotMinimalTooLongOrCutShort() {
        List.of("", "80", "8000", "8100", "80808000", "ffffffffffffffff80", "80808080808080808001",
                "ffffffffffffffffff01", "ff".repeat(1_000)).forEach(VarintTest::refuses);
    }

    @Test
    void leavesWhatFollows() throws P2pException {
        var reader = new Reader(Bytes.ofHex("ac0201"));
        assertEquals(300, reader.varint());
        assertEquals(1, reader.remaining());
    }

    @Test
    void refusesToWriteNegativeNumbers() {
        assertThrows(IllegalArgumentException.class, () -> new Writer(16).varint(-1));
    }

    private static void agrees(long value, String hex) throws P2pException {
        assertEquals(hex, new Writer(Reader.VARINT_BYTES_MAX).varint(value).toBytes().hex());
        assertEquals(value, new Reader(Bytes.ofHex(hex)).varint());
    }

    private static void refuses(String hex) {
        assertThrows(P2pException.class, () -> new Reader(Bytes.ofHex(hex)).varint(), hex);
    }
}
