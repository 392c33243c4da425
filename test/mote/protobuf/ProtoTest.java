package mote.protobuf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import mote.bytes.Bytes;
import mote.bytes.P2pException;
import org.junit.jupiter.api.Test;

class ProtoTest {

    /// The two examples of the encoding guide: field 1 = 150, field 2 = "testing".
    @Test
    void readsTheExamplesOfTheSpecification() throws P2pException {
        var reader = reader("08 9601 12 07 74657374696e67");
        assertTrue(reader.next());
        assertEquals(1, reader.field());
        assertEquals(150, reader.uint64());
        assertTrue(reader.next());
        assertEquals(2, reader.field());
        assertEquals("testing", reader.string());
        assertFalse(reader.next());
        assertFalse(reader.next());
    }

    @Test
    void writesTheExamplesOfTheSpecification() {
        assertEquals("089601120774657374696e67",
                new ProtoWriter(32).uint64(1, 150).string(2, "testing").toBytes().hex());
    }

    @Test
    void readsWhatItWrote() throws P2pException {
        Bytes message = new ProtoWriter(128).bytes(1, Bytes.ofHex("00ff")).uint64(2, Long.MIN_VALUE).int32(3, -1)
                .uint64(5, 0xffff_ffffL).string(6, "ä").string(6, "").bytes((1 << 29) - 1, Bytes.EMPTY)
                .toBytes();
        var reader = new ProtoReader(message);
        assertTrue(reader.next());
        assertEquals(Bytes.ofHex("00ff"), reader.bytes());
        assertTrue(reader.next());
        assertEquals(Long.MIN_VALUE, reader.uint64());
        assertTrue(reader.next());
        assertEquals(-1, reader.int32());
        assertTrue(reader.next());
        assertEquals(0xffff_ffffL, reader.uint64());
        assertTrue(reader.next());
        assertEquals("ä", reader.string());
        assertTrue(reader.next());
        assertEquals("", reader.string());
        assertTrue(reader.next());
        assertEquals((1 << 29) - 1, reader.field());
        assertTrue(reader.bytes().isEmpty());
        assertFalse(reader.next());
    }

    @Test
    void writesNegativeInt32InTenBytes() {
        assertEquals("08ffffffffffffffffff01", new ProtoWriter(16).int32(1, -1).toBytes().hex());
    }

    @Test
    void readsVarintsThatAreLongerThanNeeded() throws P2pException {
        assertEquals(1, single("08 8100").uint64());
        assertEquals(0, single("08 80808080808080808000").uint64());
        assertEquals(-1, single("08 ffffffffffffffffff01").uint64());
    }

    @Test
    void dropsTheHighBitsOf32BitFields() throws P2pException {
        assertEquals(-1, single("08 ffffffffffffffffff01").int32());
        assertEquals(1, single("08 8180808010").int32());
    }

    @Test
    void refusesVarintsOfMoreThan64Bits() {
        refuses("08 ffffffffffffffffff02");
        refuses("08 80808080808080808080 00");
        refuses("08 ffffffffffffffffffffffffffffff");
    }

    @Test
    void refusesFieldNumbersThatProtobufDoesNotHave() {
        refuses("00 01");
        refuses("02 00");
        refuses("80808080 20 01");
        refuses("f8ffffffffffffffff01 01");
    }

    @Test
    void skipsWhatIsNotRead() throws P2pException {
        var reader = reader("08 ff01  11 0102030405060708  1a 02 aabb  25 01020304"
                + "  2b 08 01 2b 12 01 ff 2c 2c  30 07");
        var fields = new ArrayList<Integer>();
        while (reader.next()) {
            fields.add(reader.field());
        }
        assertEquals(List.of(1, 2, 3, 4, 5, 6), fields);
        assertEquals(7, last("2b 2c 30 07").uint64());
    }

    @Test
    void refusesGroupsThatDoNotClose() {
        refuses("0b");
        refuses("0b 10 01");
        refuses("0b 14");
        refuses("0c");
        refuses("0b 0b 0c");
        refuses("0b 0e 0c");
    }

    @Test
    void skipsSixteenNestedGroupsAndRefusesMore() throws P2pException {
        assertFalse(last("0b".repeat(16) + "0c".repeat(16)).next());
        refuses("0b".repeat(17) + "0c".repeat(17));
        refuses("0b".repeat(10_000) + "0c".repeat(10_000));
    }

    @Test
    void refusesWrongWireTypes() {
        assertThrows(P2pException.class, () -> single("08 01").bytes());
        assertThrows(P2pException.class, () -> single("08 01").string());
        assertThrows(P2pException.class, () -> single("0a 00").uint64());
        assertThrows(P2pException.class, () -> single("0d 00000000").int32());
        refuses("0e 00");
        refuses("0f 00");
    }

    @Test
    void refusesLengthsThatAreNotThere() {
        refuses("0a 05 01020304");
        refuses("0a ffffffffffffffffff01");
        refuses("0a ffffffff07 00");
        assertThrows(P2pException.class, () -> single("0a ffffffffffffffff7f 00").bytes());
        refuses("09 00000000000000");
        refuses("0d 000000");
    }

    @Test
    void refusesStringsThatAreNotUtf8() {
        assertThrows(P2pException.class, () -> single("0a 02 c080").string());
        assertThrows(P2pException.class, () -> single("0a 01 ff").string());
        assertThrows(P2pException.class, () -> single("0a 03 eda080").string());
    }

    @Test
    void refusesMoreElementsThanAllowed() throws P2pException {
        var reader = reader("0a00 0a00 0a00");
        var elements = new ArrayList<Bytes>();
        reader.next();
        reader.add(elements, reader.bytes(), 2);
        reader.next();
        reader.add(elements, reader.bytes(), 2);
        reader.next();
        assertThrows(P2pException.class, () -> reader.add(elements, reader.bytes(), 2));
        assertEquals(2, elements.size());
    }

    @Test
    void refusesEveryTruncation() {
        String whole = "089601" + "120774657374696e67" + "1b08011c" + "210102030405060708";
        var ends = List.of(0, 3, 12, 16, 25);
        for (int length = 0; length <= whole.length() / 2; length++) {
            String cut = whole.substring(0, 2 * length);
            if (ends.contains(length)) {
                assertEquals(length > 0, readAll(cut) > 0);
            } else {
                refuses(cut);
            }
        }
    }

    @Test
    void refusesFieldsOutOfOrderWhenWriting() {
        var writer = new ProtoWriter(32).uint64(2, 0);
        assertThrows(IllegalArgumentException.class, () -> writer.uint64(1, 1));
        assertThrows(IllegalArgumentException.class, () -> new ProtoWriter(32).uint64(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new ProtoWriter(32).uint64(1 << 29, 1));
        assertThrows(IllegalStateException.class, () -> new ProtoWriter(3).bytes(1, Bytes.ofHex("0102")));
    }

    @Test
    void refusesToReadAValueTwice() throws P2pException {
        var reader = single("08 01");
        reader.uint64();
        assertThrows(IllegalStateException.class, reader::uint64);
    }

    private static ProtoReader reader(String hex) {
        return new ProtoReader(Bytes.ofHex(hex.replace(" ", "")));
    }

    private static ProtoReader single(String hex) throws P2pException {
        var reader = reader(hex);
        assertTrue(reader.next());
        return reader;
    }

    /// The reader, at the last field.
    private static ProtoReader last(String hex) throws P2pException {
        var reader = single(hex);
        int count = readAll(hex);
        for (int i = 1; i < count; i++) {
            assertTrue(reader.next());
        }
        return reader;
    }

    private static int readAll(String hex) {
        var reader = reader(hex);
        int count = 0;
        try {
            while (reader.next()) {
                count++;
            }
        } catch (P2pException refused) {
            throw new AssertionError(hex, refused);
        }
        return count;
    }

    private static void refuses(String hex) {
        var reader = reader(hex);
        P2pException refused = assertThrows(P2pException.class, () -> {
            while (reader.next()) {
                reader.field();
            }
        }, hex);
        assertEquals(P2pException.Blame.PEER, refused.blame());
    }
}
