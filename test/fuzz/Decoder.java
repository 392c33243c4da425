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
/// @param decode the call
/// @param encode the way back, or null where there is none
/// @param isCanonical whether a value has one form only, the one that `encode` gives
/// @param isText whether it reads text
/// @param grammar what the inputs are made of
/// @param bytesMax the longest input: what the callers let through
/// @param allocated bytes of memory that it may take, besides what [Fuzzer] allows for each byte of the input
/// @param seeds valid inputs; they are decoded, cut at every length and mutated
/// @param vectors more valid or invalid inputs, from files that may be missing
public record Decoder<T>(String name, Decode<T> decode, Function<T, Bytes> encode, boolean isCanonical,
        boolean isText, Grammar grammar, int bytesMax, long allocated,
        List<Bytes> seeds, Supplier<List<Bytes>> vectors) {

    private static final int BYTES_MAX = 64 << 10;
    private static final long ALLOCATED = 64 << 10;

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
        return new Decoder<>(name, decode, null, false, false, Grammar::none, BYTES_MAX, ALLOCATED,
                map(List.of(seeds), Bytes::ofHex), List::of);
    }

    /// A decoder of text; its seeds are text. Input that is not UTF-8 is given to it with U+FFFD in it.
    public static <T> Decoder<T> ofText(String name, Parse<T> parse, String... seeds) {
        return new Decoder<>(name, input -> parse.parse(input.utf8()), null, false, true, Grammar::text,
                BYTES_MAX, ALLOCATED, map(List.of(seeds), Bytes::utf8), List::of);
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
        return new Decoder<>(name, decode, encoder, isCanonical, isText, grammar, bytesMax, allocated, seeds, vectors);
    }

    /// Like [#encoding], to text.
    public Decoder<T> printing(Function<T, String> printer) {
        return encoding(value -> Bytes.utf8(printer.apply(value)));
    }

    /// Reads one form of each value: `encode(decode(input))` must equal `input` for all inputs that were decoded.
    public Decoder<T> canonical() {
        return new Decoder<>(name, decode, encode, true, isText, grammar, bytesMax, allocated, seeds, vectors);
    }

    /// With what its inputs are made of, so that the mutations go deep.
    public Decoder<T> grammar(Grammar madeOf) {
        return new Decoder<>(name, decode, encode, isCanonical, isText, madeOf, bytesMax, allocated, seeds, vectors);
    }

    /// Whose callers refuse longer inputs.
    public Decoder<T> upTo(int bytes) {
        return new Decoder<>(name, decode, encode, isCanonical, isText, grammar, bytes, allocated, seeds, vectors);
    }

    /// That may take more memory than others: where there is arithmetic on large numbers.
    public Decoder<T> allocating(long bytes) {
        return new Decoder<>(name, decode, encode, isCanonical, isText, grammar, bytesMax, bytes, seeds, vectors);
    }

    /// With more inputs, where the test vectors are installed.
    public Decoder<T> vectors(Supplier<List<Bytes>> more) {
        return new Decoder<>(name, decode, encode, isCanonical, isText, grammar, bytesMax, allocated, seeds, more);
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
