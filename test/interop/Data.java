package interop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import mote.mux.Stream;
import vectors.Json;

/// The pseudo random bytes that all test peers send, and what is known of bytes that were moved.
final class Data {

    private static final int CHUNK = 64 << 10;

    /// How many bytes went or came, and their SHA-256 in hexadecimal.
    record Moved(long bytes, String sha256) {

        /// What a peer tells in two members of an answer: `sentBytes` and `sentSha256`, for example.
        static Moved told(Json answer, String which) {
            return new Moved(answer.at(which + "Bytes").number(), answer.text(which + "Sha256"));
        }
    }

    private Data() {
    }

    /// The first bytes of the stream that starts from `seed`.
    static byte[] random(int seed, int length) {
        byte[] bytes = new byte[length];
        fill(seed, bytes);
        return bytes;
    }

    static Moved zeros(long count) {
        MessageDigest digest = sha256();
        for (long left = count; left > 0; left -= CHUNK) {
            digest.update(new byte[(int) Math.min(left, CHUNK)]);
        }
        return new Moved(count, hex(digest));
    }

    /// Sends `count` bytes of the stream that starts from `seed`.
    static Moved send(Stream stream, long count, int seed) throws IOException {
        MessageDigest digest = sha256();
        int state = seed;
        for (long left = count; left > 0; left -= CHUNK) {
            byte[] chunk = new byte[(int) Math.min(left, CHUNK)];
            state = fill(state, chunk);
            digest.update(chunk);
            stream.write(ByteBuffer.wrap(chunk));
        }
        return new Moved(count, hex(digest));
    }

    /// Reads to the end.
    static Moved receive(Stream stream) throws IOException {
        MessageDigest digest = sha256();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        long total = 0;
        for (int count = stream.read(chunk); count >= 0; count = stream.read(chunk.clear())) {
            digest.update(chunk.flip());
            total += count;
        }
        return new Moved(total, hex(digest));
    }

    /// Reads as many bytes as `expected` has and compares.
    static void expect(Stream stream, byte[] expected) throws IOException {
        ByteBuffer received = ByteBuffer.allocate(expected.length);
        stream.readFully(received);
        assertArrayEquals(expected, received.array());
    }

    static void expectEnd(Stream stream) throws IOException {
        assertEquals(-1, stream.read(ByteBuffer.allocate(1)));
    }

    /// Fills `bytes` and returns the state after them, which is good for more where their number is one of four.
    private static int fill(int state, byte[] bytes) {
        int x = state;
        byte[] word = new byte[4];
        for (int at = 0; at < bytes.length; at += word.length) {
            x ^= x << 13;
            x ^= x >>> 17;
            x ^= x << 5;
            ByteBuffer.wrap(word).order(ByteOrder.LITTLE_ENDIAN).putInt(x);
            System.arraycopy(word, 0, bytes, at, Math.min(word.length, bytes.length - at));
        }
        return x;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}
