package mote.protobuf;

import fuzz.Decoder;
import fuzz.Grammar;
import java.util.ArrayList;
import java.util.List;
import mote.bytes.Bytes;
import mote.bytes.P2pException;
import vectors.Vectors;

/// The decoders of this package, for the fuzzer.
public final class ProtoDecoders {

    private ProtoDecoders() {
    }

    public static List<Decoder<?>> all() {
        return List.of(
                Decoder.of("mote.protobuf.ProtoReader.next", ProtoDecoders::fields, "",
                        "089601120774657374696e67", "0d00000000110102030405060708", "0b0b08011a02aabb0c0c3007")
                        .vectors(ProtoDecoders::messages).grammar(Grammar::protobuf),
                Decoder.of("mote.protobuf.ProtoReader.uint64", ProtoDecoders::message,
                        "0a0274780a0010ffffffffffffffffff011a0161200f2801").encoding(Message::encode)
                        .grammar(Grammar::protobuf));
    }

    /// Skips all there is.
    private static Integer fields(Bytes input) throws P2pException {
        var reader = new ProtoReader(input);
        int last = 0;
        while (reader.next()) {
            last = reader.field();
        }
        return last;
    }

    private static Message message(Bytes input) throws P2pException {
        List<Bytes> parts = new ArrayList<>();
        long number = 0;
        String text = "";
        int code = 0;
        var reader = new ProtoReader(input);
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> reader.add(parts, reader.bytes(), 8);
                case 2 -> number = reader.uint64();
                case 3 -> text = reader.string();
                case 4 -> code = reader.int32();
                default -> { }
            }
        }
        return new Message(parts, number, text, code);
    }

    private record Message(List<Bytes> parts, long number, String text, int code) {
        Bytes encode() {
            var writer = new ProtoWriter(1 << 20);
            parts.forEach(part -> writer.bytes(1, part));
            return writer.uint64(2, number).string(3, text).int32(4, code).toBytes();
        }
    }

    private static List<Bytes> messages() {
        var messages = new ArrayList<Bytes>();
        for (int i = 1; i <= 8; i++) {
            messages.add(Vectors.bytes("kad-dht/msg-" + i + ".bin"));
        }
        return messages;
    }
}
