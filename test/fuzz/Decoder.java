package fuzz;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import mote.bytes.Bytes;
import mote.bytes.P2pException;
import mote.io.Duplex;

/// One decoder, as the fuzzer sees it: bytes in, a value or a [P2pException] out.
///
/// @param name `package.Class.method` of what is called
/// @param covers further decoders of the source that this one calls, by the same form of name
/// @param decode the call
/// @param encode the way back, or null where there is none
/// @param seeds valid inputs; they are decoded, cut at every length and mutated
/// @param vectors more valid or invalid inputs, from files that may be missing
public record Decoder<T>(String name, List<String> covers, Decode<T> decode, Function<T, Bytes> encode,
        List<Bytes> seeds, Supplier<List<Bytes>> vectors) {

    @FunctionalInterface
    public interface Decode<T> {
        T decode(Bytes input) throws P2pException;
    }

    /// Like [Decode], from text.
    @FunctionalInterface
    public interface Parse<T> {
        T parse(String input) throws P2pException;
    }

    /// Like [Decode], from a pipe; that the pipe ended too early counts as a fault of the peer.
    @FunctionalInterface
    public interface Read<T> {
        T read(Duplex input) throws IOException;
    }

    /// A decoder of bytes; its seeds are hexadecimal.
    public static <T> Decoder<T> of(String name, Decode<T> decode, String... seeds) {
        return new Decoder<>(name, List.of(), decode, null, map(List.of(seeds), Bytes::ofHex), List::of);
    }

    /// A decoder of text; its seeds are text. Input that is not UTF-8 is given to it with U+FFFD in it.
    public static <T> Decoder<T> ofText(String name, Parse<T> parse, String... seeds) {
        return new Decoder<>(name, List.of(), input -> parse.parse(input.utf8()), null,
                map(List.of(seeds), Bytes::utf8), List::of);
    }

    /// A decoder that reads a pipe, on which the input comes and then the end; its seeds are hexadecimal.
    public static <T> Decoder<T> ofPipe(String name, Read<T> read, String... seeds) {
        return of(name, input -> {
            try {
                return read.read(new Input(input.buffer()));
            } catch (EOFException end) {
                throw P2pException.peer(end.getMessage());
            } catch (P2pException known) {
                throw known;
            } catch (IOException other) {
                throw new UncheckedIOException(other);
            }
        }, seeds);
    }

    /// With the way back: `decode(encode(value))` must equal `value` for all values that were decoded.
    public Decoder<T> encoding(Function<T, Bytes> encoder) {
        return new Decoder<>(name, covers, decode, encoder, seeds, vectors);
    }

    /// Like [#encoding], to text.
    public Decoder<T> printing(Function<T, String> printer) {
        return encoding(value -> Bytes.utf8(printer.apply(value)));
    }

    /// With more inputs, where the test vectors are installed.
    public Decoder<T> vectors(Supplier<List<Bytes>> more) {
        return new Decoder<>(name, covers, decode, encode, seeds, more);
    }

    /// With names of decoders that have no entry of their own, because this one calls them.
    public Decoder<T> covering(String... names) {
        return new Decoder<>(name, List.of(names), decode, encode, seeds, vectors);
    }

    @Override
    public String toString() {
        return name;
    }

    /// A pipe with nobody at the other end: what it holds is read, what is written is lost.
    private record Input(ByteBuffer bytes) implements Duplex {
        @Override
        public int read(ByteBuffer dst) {
            if (!bytes.hasRemaining()) {
                return -1;
            }
            int count = Math.min(dst.remaining(), bytes.remaining());
            dst.put(bytes.slice(bytes.position(), count));
            bytes.position(bytes.position() + count);
            return count;
        }

        @Override
        public void writeAll(ByteBuffer... parts) {
            for (ByteBuffer part : parts) {
                part.position(part.limit());
            }
        }

        @Override
        public void closeWrite() {
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
        }
    }

    private static List<Bytes> map(List<String> texts, Function<String, Bytes> form) {
        var mapped = new ArrayList<Bytes>();
        texts.forEach(text -> mapped.add(form.apply(text)));
        return mapped;
    }
}
