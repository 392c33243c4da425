package mote.bytes;

import fuzz.Decoder;
import fuzz.Grammar;
import java.util.ArrayList;
import java.util.List;
import vectors.Json;
import vectors.Vectors;

/// The decoders of this package, for the fuzzer.
public final class BytesDecoders {

    private BytesDecoders() {
    }

    public static List<Decoder<?>> all() {
        return List.of(
                Decoder.of("mote.bytes.Reader.varint", BytesDecoders::varint, "00", "7f", "ac02", "ffffffffffffffff7f")
                        .encoding(value -> new Writer(9).varint(value).toBytes()).canonical().grammar(Grammar::varints)
                        .vectors(BytesDecoders::varints),
                Decoder.of("mote.bytes.Reader.lengthPrefixed", BytesDecoders::lengthPrefixed, "00", "03616263")
                        .encoding(value -> new Writer(128).lengthPrefixed(value).toBytes()).canonical()
                        .grammar(Grammar::lengths),
                Decoder.of("mote.bytes.Reader.u64", BytesDecoders::integers, "000102030405060708090a0b0c0d")
                        .encoding(values -> new Writer(14).u16(values.get(0).intValue()).u32(values.get(1))
                                .u64(values.get(2)).toBytes()).canonical().grammar(Grammar.fixed(2, 4, 8)),
                Decoder.of("mote.bytes.Bytes.text", Bytes::text, "", "616263", "c3a4", "f09f9880", "efbfbd")
                        .encoding(Bytes::utf8).canonical(),
                Decoder.ofText("mote.bytes.Base.decodeMultibase", Base::decodeMultibase, "f00ff", "bnbswy3dp",
                        "k5pzcszu7", "z11Cn8eVZg", "uaGVsbG8", "F00FF", "z" + "z".repeat(1_024))
                        .printing(bytes -> Base.BASE16.encodeMultibase(bytes)),
                Decoder.ofText("mote.bytes.Base.decode", Base.BASE58BTC::decode, "", "1", "Cn8eVZg",
                        "12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA").printing(Base.BASE58BTC::encode)
                        .canonical());
    }

    private static long varint(Bytes input) throws P2pException {
        var reader = new Reader(input);
        long value = reader.varint();
        reader.end();
        return value;
    }

    private static List<Long> integers(Bytes input) throws P2pException {
        var reader = new Reader(input);
        List<Long> values = List.of((long) reader.u16(), reader.u32(), reader.u64());
        reader.end();
        return values;
    }

    private static Bytes lengthPrefixed(Bytes input) throws P2pException {
        var reader = new Reader(input);
        Bytes value = reader.lengthPrefixed(100);
        reader.end();
        return value;
    }

    private static List<Bytes> varints() {
        var inputs = new ArrayList<Bytes>();
        Json vectors = Vectors.json("unsigned-varint/vectors.json");
        vectors.at("valid").list().forEach(row -> inputs.add(Bytes.ofHex(row.list().get(1).text())));
        vectors.at("must_fail").list().forEach(row -> inputs.add(Bytes.ofHex(row.list().get(0).text())));
        return inputs;
    }
}
