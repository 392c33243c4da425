package mote.mux.yamux;

import fuzz.Decoder;
import fuzz.Grammar;
import java.nio.ByteBuffer;
import java.util.List;
import mote.bytes.Bytes;

/// The decoders of this package, for the fuzzer.
public final class YamuxDecoders {

    private YamuxDecoders() {
    }

    public static List<Decoder<?>> all() {
        return List.of(Decoder.of("mote.mux.yamux.Frame.decode", input -> Frame.decode(input.buffer()),
                "000000010000000100000005", "000100020000000200040000", "000200010000000000000007",
                "000300000000000000000001").encoding(YamuxDecoders::encode).canonical()
                .grammar(Grammar.fixed(1, 1, 2, 4, 4)));
    }

    private static Bytes encode(Frame frame) {
        ByteBuffer header = ByteBuffer.allocate(Frame.HEADER_BYTES);
        frame.encode(header);
        return Bytes.copyOf(header.flip());
    }
}
