package fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import mote.bytes.Bytes;
import mote.bytes.P2pException;
import mote.bytes.Reader;
import mote.io.Duplex;
import org.junit.jupiter.api.Test;

/// What a decoder looks like, and what does not.
class SourceDecodersTest {

    /// Nothing here is called; each method says by its signature what it does.
    @SuppressWarnings("unused")
    private abstract static class Shapes {

        private final Reader reader = new Reader(Bytes.EMPTY);

        static int publicOne(Bytes input) throws P2pException {
            throw P2pException.peer("");
        }

        private static void privateWithoutResult(ByteBuffer input) throws P2pException {
            throw P2pException.peer("");
        }

        private int ofAnObject(String text) throws P2pException {
            throw P2pException.peer("");
        }

        private int ofWhatItHas() throws P2pException {
            return reader.u8();
        }

        private static Optional<Bytes> verifyAndTellNothing(byte[] input) {
            return Optional.empty();
        }

        private static int ofPipe(Duplex pipe) throws IOException {
            throw new IOException();
        }

        private static int readSomewhere() throws IOException {
            throw new IOException();
        }

        static Bytes encode(Bytes value) {
            return value;
        }

        int read(ByteBuffer buffer) throws IOException {
            return 0;
        }

        abstract int decodeSomewhereElse(Bytes input) throws P2pException;

        static int of(int number) throws P2pException {
            throw P2pException.peer("");
        }
    }

    @Test
    void findsDecodersWhereverTheyHide() throws IOException {
        assertEquals(List.of("ofAnObject", "ofPipe", "ofWhatItHas", "privateWithoutResult", "publicOne",
                "readSomewhere", "verifyAndTellNothing"), found());
    }

    private static List<String> found() throws IOException {
        String file = Shapes.class.getName().replace("fuzz.", "") + ".class";
        try (InputStream in = SourceDecodersTest.class.getResourceAsStream(file)) {
            return SourceDecoders.found(ClassFile.of().parse(in.readAllBytes())).stream()
                    .map(name -> name.replaceAll(".*\\.(\\w+)\\(.*", "$1")).sorted().toList();
        }
    }
}
