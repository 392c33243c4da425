package mote.secure.noise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import mote.bytes.Bytes;
import mote.bytes.P2pException;
import org.junit.jupiter.api.Test;

final class CipherStateTest {

    private static final byte[] KEY = Bytes.ofHex("000102030405060708090a0b0c0d0e0f" + "00".repeat(16)).toArray();
    private static final Bytes TEXT = Bytes.utf8("something to say");

    @Test
    void nonceIsNotAdvancedByAMessageThatDoesNotDecrypt() throws P2pException {
        Bytes message = new CipherState(KEY, 0, 7).encryptWithAd(Bytes.EMPTY, TEXT);
        var receiver = new CipherState(KEY, 0, 7);
        for (int at = 0; at < message.length(); at++) {
            byte[] forged = message.toArray();
            forged[at] ^= 0x10;
            byte[] before = forged.clone();
            var failure = assertThrows(P2pException.class,
                    () -> receiver.decrypt(Bytes.EMPTY, forged, 0, forged.length));
            assertEquals(P2pException.Blame.PEER, failure.blame());
            assertArrayEquals(before, forged, "nothing is decrypted before it is authenticated");
        }
        assertThrows(P2pException.class, () -> receiver.decryptWithAd(TEXT, message), "bound to other data");
        assertEquals(TEXT, receiver.decryptWithAd(Bytes.EMPTY, message));
        assertThrows(P2pException.class, () -> receiver.decryptWithAd(Bytes.EMPTY, message), "it comes once");
    }

    @Test
    void messageShorterThanItsTagDoesNotDecrypt() {
        for (int length = 0; length <= CipherState.TAG_BYTES; length++) {
            byte[] message = new byte[length];
            assertThrows(P2pException.class,
                    () -> new CipherState(KEY, 0, 0).decrypt(Bytes.EMPTY, message, 0, message.length));
        }
    }

    @Test
    void nonceNeverWraps() throws P2pException {
        var sender = new CipherState(KEY, 0, -2);
        var receiver = new CipherState(KEY, 0, -2);
        assertEquals(TEXT, receiver.decryptWithAd(Bytes.EMPTY, sender.encryptWithAd(Bytes.EMPTY, TEXT)));
        for (int i = 0; i < 2; i++) {
            var spent = assertThrows(P2pException.class, () -> sender.encryptWithAd(Bytes.EMPTY, TEXT));
            assertEquals(P2pException.Blame.LOCAL, spent.blame());
            assertThrows(P2pException.class,
                    () -> sender.encrypt(Bytes.EMPTY, ByteBuffer.allocate(99), 16, TEXT.buffer()));
            assertThrows(P2pException.class, () -> receiver.decryptWithAd(Bytes.EMPTY, TEXT.concat(TEXT)));
        }
    }

    @Test
    void piecesMakeTheSameMessageAsTheWhole() throws P2pException {
        Bytes whole = new CipherState(KEY, 0, 0).encryptWithAd(Bytes.EMPTY, TEXT);
        ByteBuffer direct = ByteBuffer.allocateDirect(5).put(TEXT.slice(0, 5).buffer()).flip();
        ByteBuffer array = ByteBuffer.wrap(TEXT.toArray(), 5, 6);
        var cipher = new CipherState(KEY, 0, 0);
        ByteBuffer out = ByteBuffer.allocate(1 + whole.length()).position(1);
        cipher.encrypt(Bytes.EMPTY, out, 16, direct, array, TEXT.slice(11).buffer());
        assertEquals(out.capacity(), out.position());
        assertEquals(whole, Bytes.copyOf(out.position(1)));
    }
}
