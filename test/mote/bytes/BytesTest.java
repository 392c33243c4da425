package mote.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BytesTest {

    private static final Bytes FIVE = Bytes.ofHex("0102fe80ff");

    @Test
    void isACopyOfWhatItIsMadeFrom() {
        byte[] array = {1, 2, 3};
        Bytes all = Bytes.copyOf(array);
        Bytes part = Bytes.copyOf(array, 1, 3);
        ByteBuffer buffer = ByteBuffer.wrap(array);
        Bytes buffered = Bytes.copyOf(buffer);
        array[1] = 9;
        all.toArray()[0] = 9;
        assertEquals("010203", all.hex());
        assertEquals("0203", part.hex());
        assertEquals(all, buffered);
        assertFalse(buffer.hasRemaining());
        assertThrows(java.nio.ReadOnlyBufferException.class, () -> all.buffer().put(0, (byte) 9));
    }

    @Test
    void isEqualByContent() {
        Bytes slice = Bytes.ofHex("ff0102fe80ff00").slice(1, 6);
        assertEquals(FIVE, slice);
        assertEquals(FIVE.hashCode(), slice.hashCode());
        assertEquals(slice.buffer(), FIVE.buffer());
        assertNotEquals(FIVE, FIVE.slice(1));
        assertEquals(Bytes.EMPTY, FIVE.slice(5));
        assertTrue(FIVE.slice(2, 2).isEmpty());
    }

    @Test
    void isOrderedByUnsignedBytes() {
        List<Bytes> ordered = Stream.of("", "00", "01", "0100", "7f", "80", "ff").map(Bytes::ofHex).toList();
        assertEquals(ordered, ordered.reversed().stream().sorted().toList());
    }

    @Test
    void refusesIndexesOutsideOfASlice() {
        Bytes slice = FIVE.slice(1, 3);
        assertEquals(0xfe, slice.at(1));
        assertThrows(IndexOutOfBoundsException.class, () -> slice.at(2));
        assertThrows(IndexOutOfBoundsException.class, () -> slice.at(-1));
        assertThrows(IndexOutOfBoundsException.class, () -> slice.slice(1, 3));
        assertThrows(IndexOutOfBoundsException.class, () -> slice.slice(2, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> slice.slice(-1, 1));
    }

    @Test
    void joinsAndComparesBeginnings() {
        assertEquals(FIVE, FIVE.slice(0, 2).concat(FIVE.slice(2)));
        assertTrue(FIVE.startsWith(FIVE.slice(0, 2)));
        assertTrue(FIVE.startsWith(Bytes.EMPTY));
        assertFalse(FIVE.startsWith(FIVE.slice(1)));
        assertFalse(FIVE.slice(0, 2).startsWith(FIVE));
    }

    @Test
    void readsTextInUtf8() throws P2pException {
        assertEquals("ä€😀", Bytes.utf8("ä€😀").text());
        assertEquals("\ufffd", Bytes.ofHex("efbfbd").text());
        assertEquals("a\ufffd", Bytes.ofHex("61ff").utf8());
        for (String malformed : List.of("ff", "c080", "eda080", "e282", "f4908080")) {
            assertThrows(P2pException.class, () -> Bytes.ofHex(malformed).text(), malformed);
        }
    }

    @Test
    void printsAtMost32Bytes() {
        assertEquals("0102fe80ff", FIVE.toString());
        assertEquals("00".repeat(32) + ".. (33 bytes)", Bytes.copyOf(new byte[33]).toString());
        assertThrows(IllegalArgumentException.class, () -> Bytes.ofHex("0"));
        assertThrows(IllegalArgumentException.class, () -> Bytes.ofHex("0g"));
    }
}
