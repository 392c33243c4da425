package mote.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ReaderWriterTest {

    @Test
    void readsWhatWasWritten() throws P2pException {
        Bytes written = new Writer(64).u8(0x1ff).u16(0x8001).u32(0xffff_fffeL).u64(-2).varint(300)
                .bytes(Bytes.ofHex("aabb")).lengthPrefixed(Bytes.ofHex("cc")).u8(7).toBytes();
        assertEquals("ff8001fffffffe" + "fffffffffffffffe" + "ac02" + "aabb" + "01cc" + "07", written.hex());
        var reader = new Reader(written);
        assertEquals(0xff, reader.u8());
        assertEquals(0x8001, reader.u16());
        assertEquals(0xffff_fffeL, reader.u32());
        assertEquals(-2, reader.u64());
        assertEquals(300, reader.varint());
        reader.skip(1);
        assertEquals("bb", reader.bytes(1).hex());
        assertEquals("cc", reader.lengthPrefixed(1).hex());
        assertEquals(1, reader.remaining());
        assertEquals(written.length() - 1, reader.position());
        assertEquals("07", reader.rest().hex());
        assertTrue(reader.isEmpty());
        reader.end();
    }

    @Test
    void refusesToReadPastTheEnd() {
        refuses(() -> new Reader(Bytes.EMPTY).u8());
        refuses(() -> reader("00").u16());
        refuses(() -> reader("000000").u32());
        refuses(() -> reader("00000000000000").u64());
        refuses(() -> reader("0000").bytes(3));
        refuses(() -> reader("0000").bytes(-1));
        refuses(() -> reader("0000").bytes(1L << 32));
        refuses(() -> reader("0000").skip(3));
        refuses(() -> reader("0000").skip(Long.MIN_VALUE));
        refuses(() -> reader("0200").lengthPrefixed(9));
        refuses(() -> reader("020000").lengthPrefixed(1));
        refuses(() -> reader("ffffffffffffffff7f").lengthPrefixed(Integer.MAX_VALUE));
        refuses(() -> reader("00").end());
    }

    @Test
    void refusesToWritePastTheBound() {
        var writer = new Writer(3).u16(1);
        assertThrows(IllegalStateException.class, () -> writer.u16(1));
        assertThrows(IllegalStateException.class, () -> new Writer(3).bytes(Bytes.ofHex("00000000")));
        assertThrows(IllegalStateException.class, () -> new Writer(0).u8(0));
        assertEquals(1_000, new Writer(1_000).bytes(Bytes.copyOf(new byte[999])).u8(1).length());
    }

    private static Reader reader(String hex) {
        return new Reader(Bytes.ofHex(hex));
    }

    private static void refuses(Executable read) {
        assertEquals(P2pException.Blame.PEER, assertThrows(P2pException.class, read).blame());
    }
}
