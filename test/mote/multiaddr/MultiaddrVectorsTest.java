package mote.multiaddr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mote.bytes.P2pException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vectors.Json;
import vectors.Vectors;

class MultiaddrVectorsTest {

    /// A value for each protocol that has one, to print a component of it.
    private static final Map<Protocol, String> VALUES = Map.ofEntries(
            Map.entry(Protocol.IP4, "192.0.2.7"), Map.entry(Protocol.TCP, "1"), Map.entry(Protocol.UDP, "65535"),
            Map.entry(Protocol.DCCP, "3"), Map.entry(Protocol.IP6, "2001:db8::7"),
            Map.entry(Protocol.IP6ZONE, "eth0"), Map.entry(Protocol.IPCIDR, "24"), Map.entry(Protocol.SCTP, "4"),
            Map.entry(Protocol.DNS, "a.example"), Map.entry(Protocol.DNS4, "b.example"),
            Map.entry(Protocol.DNS6, "c.example"), Map.entry(Protocol.DNSADDR, "d.example"),
            Map.entry(Protocol.SNI, "e.example"), Map.entry(Protocol.UNIX, "run/mote/socket"),
            Map.entry(Protocol.P2P, "12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA"),
            Map.entry(Protocol.ONION, "timaq4ygg2iegci7:1234"),
            Map.entry(Protocol.ONION3, "vww6ybal4bd7szmgncyruucpgfkqahzddi37ktceo3ah7ngmcopnpyyd:1234"),
            Map.entry(Protocol.GARLIC64, "A~-".repeat(172) + "A~8="),
            Map.entry(Protocol.GARLIC32, "566niximlxdzpanmn4qouucvua3k7neniwss47li5r6ugoertzuq"),
            Map.entry(Protocol.CERTHASH, "uEiDDq4_xNyDorZBH3TlGazyJdOWSwvo4PUo5YHFMrvDE8g"),
            Map.entry(Protocol.HTTP_PATH, "tmp%2Fbar"), Map.entry(Protocol.MEMORY, "4"));

    @Test
    void knowsEveryRowOfTheTable() throws P2pException {
        List<Protocol> missing = new ArrayList<>(List.of(Protocol.values()));
        List<String> rows = Vectors.text("multiaddr/protocols.csv").lines().skip(1).toList();
        for (String row : rows) {
            String[] columns = row.replace("\t", "").split(",");
            Protocol protocol = Protocol.named(columns[2].strip());
            assertEquals(Integer.parseInt(columns[0].strip()), protocol.code(), row);
            String size = columns[1].strip();
            // go and rust write memory's value as eight bytes, without a length.
            int bytes = protocol == Protocol.MEMORY ? 8 : size.equals("V") ? Protocol.VARIABLE
                    : Integer.parseInt(size) / 8;
            assertEquals(bytes, protocol.size(), row);
            String text = "/" + protocol + (bytes == 0 ? "" : "/" + VALUES.get(protocol));
            assertEquals(text, Multiaddr.parse(text).toString(), row);
            assertEquals(text, Multiaddr.decode(Multiaddr.parse(text).encoded()).toString(), row);
            missing.remove(protocol);
        }
        assertEquals(List.of(), missing);
        System.out.println("multiaddr/protocols.csv: " + rows.size() + " rows, none left out");
    }

    @Test
    void readsAllGoodAddressesOfGo() throws P2pException {
        int same = 0;
        List<Json> rows = Vectors.json("multiaddr/go-good.json").list();
        for (Json row : rows) {
            Multiaddr address = Multiaddr.parse(row.text());
            assertEquals(address, Multiaddr.decode(address.encoded()), row.text());
            assertEquals(address, Multiaddr.parse(address.toString()), row.text());
            if (address.toString().equals(row.text())) {
                same++;
            } else {
                assertNotNull(otherSpelling(row.text()), row.text() + " prints as " + address);
            }
        }
        System.out.println("multiaddr/go-good.json: " + rows.size() + " rows, " + same + " print as they stand");
    }

    @ParameterizedTest
    @ValueSource(strings = {"go-string-hex.json", "rust-string-hex.json"})
    void writesTheSameBytesAs(String file) throws P2pException {
        List<Json> rows = Vectors.json("multiaddr/" + file).list();
        for (Json row : rows) {
            Multiaddr address = Multiaddr.parse(row.text("text"));
            assertEquals(row.hex("hex"), address.encoded(), row.text("text"));
            assertEquals(row.text("text"), Multiaddr.decode(row.hex("hex")).toString());
        }
        System.out.println("multiaddr/" + file + ": " + rows.size() + " rows");
    }

    /// Texts that go-multiaddr's tests refuse.
    @ParameterizedTest
    @ValueSource(strings = {"/ip4/fdpsofodsajfdoisa", "/ip4/::/ipcidr/256", "/ip6/::/ipcidr/1026", "/udp",
            "/quic-v1/65536", "/onion/9imaq4ygg2iegci7:80", "/onion/aaimaq4ygg2iegci7:80",
            "/onion/timaq4ygg2iegci7:-1", "/onion/timaq4ygg2iegci@:666",
            "/onion3/9ww6ybal4bd7szmgncyruucpgfkqahzddi37ktceo3ah7ngmcopnpyyd:80",
            "/onion3/vww6ybal4bd7szmgncyruucpgfkqahzddi37ktceo3ah7ngmcopnpyyd7:80",
            "/onion3/vww6ybal4bd7szmgncyruucpgfkqahzddi37ktceo3ah7ngmcopnpyyd:0",
            "/garlic32/566niximlxdzpanmn4qouucvua3k7neniwss47li5r6ugoertzu",
            "/garlic32/566niximlxdzpanmn4qouucvua3k7neniwss47li5r6ugoertzu77",
            "/garlic32/566niximlxdzpanmn4qouucvua3k7neniwss47li5r6ugoertzu:80", "/udp/1234/sctp", "/udp/1234/udt/1234",
            "/ip4/127.0.0.1/udp/1234/quic-v1/webtransport/certhash",
            "/ip4/127.0.0.1/udp/1234/quic-v1/webtransport/certhash/b2uaraocy6yrdblb4sfptaddgimjmmp",
            "/ip4/127.0.0.1/p2p/tcp", "/ip4/127.0.0.1/tcp/9090/http/p2p-webcrt-direct",
            "/p2p/QmxoHT6iViN5xAjoz1VZ553cL31U9F94ht3QvWR1FrEbZY"})
    void refusesWhatGoRefuses(String text) {
        assertThrows(P2pException.class, () -> Multiaddr.parse(text));
    }

    /// Why a good address of go prints as another text, or null where it must not.
    private static String otherSpelling(String text) {
        if (text.endsWith("/")) {
            return "a slash at the end";
        }
        if (text.contains("/ipfs/")) {
            return "the old name of p2p";
        }
        if (text.contains("/p2p/k") || text.contains("/p2p/b")) {
            return "a peer id as CID";
        }
        if (text.contains("/certhash/b") || text.contains("/certhash/z")) {
            return "a certificate's hash in another base";
        }
        return text.endsWith("zwassw") ? "bits beyond the last byte" : null;
    }
}
