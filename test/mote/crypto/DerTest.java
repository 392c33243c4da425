package mote.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import mote.bytes.Bytes;
import mote.bytes.P2pException;
import org.junit.jupiter.api.Test;

final class DerTest {

    @Test
    void readsIntegersOfItsOwnForm() throws Exception {
        assertEquals(BigInteger.ZERO, integer("020100"));
        assertEquals(BigInteger.valueOf(127), integer("02017f"));
        assertEquals(BigInteger.valueOf(128), integer("02020080"));
        assertEquals(BigInteger.valueOf(0xffff), integer("020300ffff"));
    }

    @Test
    void refusesIntegersThatAreNegativeLongerThanNeededOrLongerThanAllowed() {
        for (String der : new String[] {"0200", "020180", "0202007f", "02020000", "0203010000", "020400ff0000"}) {
            assertThrows(P2pException.class, () -> integer(der), der);
        }
    }

    @Test
    void readsLengthsOfOneToThreeBytes() throws Exception {
        for (int length : new int[] {1, 127, 128, 255, 256, 65_535}) {
            String header = length < 0x80 ? "%02x" : length < 0x100 ? "81%02x" : "82%04x";
            Bytes der = Bytes.ofHex("03" + header.formatted(length) + "00" + "aa".repeat(length - 1));
            assertEquals(length - 1, new Der(der).bitString().length());
        }
    }

    @Test
    void refusesLengthsInAnotherForm() {
        for (String der : new String[] {"03800000", "03810100", "03817f" + "00".repeat(127), "03820001" + "00",
            "038200ff" + "00".repeat(255), "0383000001" + "00", "0384ffffffff00", "03ff00", "0302", "03", "0381", ""}) {
            assertThrows(P2pException.class, () -> new Der(Bytes.ofHex(der)).bitString(), der);
        }
    }

    @Test
    void refusesOtherTagsAndBitStringsOfBits() {
        assertThrows(P2pException.class, () -> new Der(Bytes.ofHex("0401aa")).bitString());
        assertThrows(P2pException.class, () -> new Der(Bytes.ofHex("030204f0")).bitString());
        assertThrows(P2pException.class, () -> new Der(Bytes.ofHex("0300")).bitString());
        assertThrows(P2pException.class, () -> Der.sequence(Bytes.ofHex("3100")));
    }

    private static BigInteger integer(String der) throws P2pException {
        Der reader = new Der(Bytes.ofHex(der));
        BigInteger integer = reader.integer(2);
        reader.end();
        return integer;
    }
}
