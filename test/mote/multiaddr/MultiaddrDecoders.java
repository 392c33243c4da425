package mote.multiaddr;

import static org.junit.jupiter.api.Assertions.assertTrue;

import fuzz.Decoder;
import fuzz.Grammar;
import fuzz.Item;
import java.util.ArrayList;
import java.util.List;
import mote.bytes.Bytes;
import mote.bytes.P2pException;
import mote.bytes.Writer;
import vectors.Vectors;

/// The decoders of this package, for the fuzzer.
public final class MultiaddrDecoders {

    private static final String[] TEXTS = {"/ip4/192.0.2.7/tcp/4001", "/ip6zone/eth0/ip6/fe80::1/udp/1/quic-v1",
            "/dns/example.org/tcp/443/tls/sni/example.org/http/http-path/a%2Fb%20c", "/unix/run/mote/socket",
            "/onion/timaq4ygg2iegci7:80/http", "/garlic64/" + "A~-".repeat(172) + "A~8=",
            "/garlic32/566niximlxdzpanmn4qouucvua3k7neniwss47li5r6ugoertzuq", "/memory/18446744073709551615",
            "/ip4/192.0.2.0/ipcidr/24", "/certhash/uAAA".repeat(128),
            "/http-path/" + "%FF".repeat(300)};

    private MultiaddrDecoders() {
    }

    public static List<Decoder<?>> all() {
        return List.of(
                Decoder.of("mote.multiaddr.Multiaddr.decode", Multiaddr::decode, encoded())
                        .encoding(MultiaddrDecoders::encode).canonical().vectors(MultiaddrDecoders::binaries)
                        .grammar(MultiaddrDecoders::components),
                Decoder.ofText("mote.multiaddr.Multiaddr.parse", Multiaddr::parse, TEXTS)
                        .printing(MultiaddrDecoders::print).vectors(MultiaddrDecoders::texts));
    }

    /// From its components: an address keeps the bytes that it was read from.
    private static Bytes encode(Multiaddr address) {
        var writer = new Writer(Limits.DEFAULT.bytes());
        List<Component> components = address.components();
        assertTrue(components.size() <= Limits.DEFAULT.components());
        components.forEach(component -> component.write(writer));
        return writer.toBytes();
    }

    private static List<Item> components(Bytes input) {
        return Grammar.sequence(input, in -> {
            Bytes code = Grammar.varint(in);
            int size = size(Grammar.number(code));
            return size == Protocol.VARIABLE ? Grammar.framed(in, code)
                    : Item.of(code, Item.Form.NONE, Grammar.take(in, size), List.of());
        });
    }

    /// Bytes of a value. What is not known has none.
    private static int size(long code) {
        for (Protocol protocol : Protocol.values()) {
            if (protocol.code() == code) {
                return protocol.size();
            }
        }
        return 0;
    }

    /// What was parsed must decode, too.
    private static String print(Multiaddr address) {
        try {
            if (!address.equals(Multiaddr.decode(address.encoded()))) {
                throw new AssertionError("decodes as another: " + address);
            }
        } catch (P2pException refused) {
            throw new AssertionError(refused);
        }
        return address.toString();
    }

    private static String[] encoded() {
        var encoded = new ArrayList<String>();
        for (String text : TEXTS) {
            try {
                encoded.add(Multiaddr.parse(text).encoded().hex());
            } catch (P2pException refused) {
                throw new AssertionError(text, refused);
            }
        }
        return encoded.toArray(String[]::new);
    }

    private static List<Bytes> binaries() {
        var inputs = new ArrayList<Bytes>();
        for (String file : List.of("go-string-hex.json", "rust-string-hex.json")) {
            Vectors.json("multiaddr/" + file).list().forEach(row -> inputs.add(row.hex("hex")));
        }
        return inputs;
    }

    private static List<Bytes> texts() {
        var inputs = new ArrayList<Bytes>();
        Vectors.json("multiaddr/go-good.json").list().forEach(row -> inputs.add(Bytes.utf8(row.text())));
        return inputs;
    }
}
