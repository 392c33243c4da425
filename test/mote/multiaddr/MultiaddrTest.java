package mote.multiaddr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import mote.bytes.Bytes;
import mote.bytes.P2pException;
import mote.bytes.Writer;
import mote.peer.PeerId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MultiaddrTest {

    private static final String PEER = "12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA";
    private static final String OTHER = "QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N";

    @ParameterizedTest
    @CsvSource({
        "/ip4/192.0.2.7/tcp/4001, 04c0000207060fa1",
        "/ip6/2001:db8::7/udp/443/quic-v1, 2920010db8000000000000000000000007910201bbcd03",
        "/ip6zone/eth0/ip6/fe80::1/tcp/1, 2a0465746830" + "29fe800000000000000000000000000001" + "060001",
        "/dns/example.org/tcp/80/ws, 350b6578616d706c652e6f7267060050dd03",
        "/unix/run/mote, 9003092f72756e2f6d6f7465",
        "/memory/18446744073709551615, 8906ffffffffffffffff",
        "/http-path/a%2Fb, e10303612f62",
        "/ip4/192.0.2.0/ipcidr/24, 04c00002002b18"})
    void agreesWithKnownForms(String text, String hex) throws P2pException {
        Multiaddr address = Multiaddr.parse(text);
        assertEquals(hex, address.encoded().hex());
        assertEquals(address, Multiaddr.decode(Bytes.ofHex(hex)));
        assertEquals(text, address.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "/ip4/1.2.3.4/tcp/80//, /ip4/1.2.3.4/tcp/80",
        "/tcp/0080, /tcp/80",
        "/ip6/2001:DB8:0:0:1:0:0:1, /ip6/2001:db8::1:0:0:1",
        "/ip6/0:0:0:0:0:0:0:0, /ip6/::",
        "/ip6/1:0:0:2:0:0:0:3, /ip6/1:0:0:2::3",
        "/ip6/0:1:0:1:0:1:0:1, /ip6/0:1:0:1:0:1:0:1",
        "/ip6/1:0:0:0:0:0:0:0, /ip6/1::",
        "/ip6/::ffff:c000:0207, /ip6/::ffff:192.0.2.7",
        "/ip6/::ffff:192.0.2.7, /ip6/::ffff:192.0.2.7",
        "/ip6/::192.0.2.7, /ip6/::c000:207",
        "/onion/TIMAQ4YGG2IEGCI7:80, /onion/timaq4ygg2iegci7:80",
        "/http-path/%61+b%20%7e%C3%A4*, /http-path/a+b+~%C3%A4%2A",
        "/certhash/f12020102, /certhash/uEgIBAg",
        "/unix//a//b/, /unix//a//b"})
    void printsOneFormOfEachAddress(String text, String canonical) throws P2pException {
        assertEquals(canonical, Multiaddr.parse(text).toString());
        assertEquals(Multiaddr.parse(text), Multiaddr.parse(canonical));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "//", "ip4/1.2.3.4", "/ip4", "/ip4/", "/ip4/1.2.3", "/ip4/1.2.3.4.5",
            "/ip4/01.2.3.4", "/ip4/256.2.3.4", "/ip4/1.2.3.4%eth0", "/ip4/::1", "/ip4/localhost", "/ip4/0x1.2.3.4",
            "/ip6/1.2.3.4", "/ip6/::1%lo", "/ip6/[::1]", "/ip6/:::", "/ip6/::1::", "/ip6/12345::", "/ip6/localhost",
            "/ip4/1.2.3.4//tcp/1", "/ip4/1.2.3.4 /tcp/1", "/tcp", "/tcp/", "/tcp/65536", "/tcp/-1", "/tcp/+1",
            "/tcp/1.0", "/tcp/\u0661", "/tcp/99999999999999999999", "/ipcidr/256", "/memory/18446744073709551616",
            "/memory/99999999999999999999999", "/dns/", "/dns", "/dns/a\0b", "/dns/a\u001b[2J", "/dns/\ud800",
            "/ip6zone//ip6/::1", "/unix", "/unix/", "/unix//", "/quic/1", "/nothing/1", "/ws/1",
            "/onion/timaq4ygg2iegci7", "/onion/timaq4ygg2iegci7:0", "/onion/timaq4ygg2iegci7:80:80", "/onion/aa:1",
            "/onion/timaq4ygg2iegci:80x", "/certhash/uEgIBAgM", "/certhash/u", "/certhash/x", "/certhash/",
            "/http-path/", "/http-path/%", "/http-path/%2", "/http-path/%zz", "/garlic32/aaaa", "/garlic64/AAAA",
            "/p2p/", "/p2p/xyz", "/p2p/tcp", "/ip4/1.2.3.4/tcp/80/unix"})
    void refusesWhatIsNotAnAddress(String text) {
        assertEquals(P2pException.Blame.PEER,
                assertThrows(P2pException.class, () -> Multiaddr.parse(text)).blame());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "04", "04010203", "0401020304ff", "8400050102", "3500", "3503612f62", "3502ff62",
            "350161060050e0", "35ffffffffffffffff7f", "35808001", "350261", "bc03000000000000000000000000", "e10300",
            "9003022f2f", "90030161", "9003022f61060050", "d2030412030102", "d20300", "a5030401020304", "a50300",
            "860100", "ffffffffffffffffff01", "2a0161c0"})
    void refusesBinaryThatIsNotAnAddress(String hex) {
        assertEquals(P2pException.Blame.PEER,
                assertThrows(P2pException.class, () -> Multiaddr.decode(Bytes.ofHex(hex))).blame());
    }

    @Test
    void saysWhereTheProtocolIsUnknown() {
        var decoded = assertThrows(P2pException.class, () -> Multiaddr.decode(Bytes.ofHex("04c0000207" + "c101")));
        assertEquals("unknown multiaddr protocol 193", decoded.getMessage());
        var parsed = assertThrows(P2pException.class, () -> Multiaddr.parse("/ip4/192.0.2.7/later/1"));
        assertEquals("unknown multiaddr protocol \"later\"", parsed.getMessage());
    }

    @Test
    void leavesOutAddressesThatItCannotRead() throws P2pException {
        Multiaddr first = Multiaddr.parse("/ip4/192.0.2.7/tcp/1");
        Multiaddr second = Multiaddr.parse("/dns/example.org/tcp/1");
        assertEquals(List.of(first, second), Multiaddr.decodeKnown(
                List.of(first.encoded(), Bytes.ofHex("c101"), Bytes.EMPTY, Bytes.ofHex("04"), second.encoded())));
    }

    @Test
    void takesAtMost128ComponentsAnd1024Bytes() throws P2pException {
        assertEquals(128, Multiaddr.parse("/p2p-circuit".repeat(128)).components().size());
        assertThrows(P2pException.class, () -> Multiaddr.parse("/p2p-circuit".repeat(129)));
        assertThrows(P2pException.class, () -> Multiaddr.parse("/p2p-circuit".repeat(10_000)));
        assertEquals(1_024, Multiaddr.parse("/dns/" + "a".repeat(1_021)).encoded().length());
        assertThrows(P2pException.class, () -> Multiaddr.parse("/dns/" + "a".repeat(1_022)));
        assertEquals(3 + 3 * 1_020 + "/http-path".length() - 2,
                Multiaddr.decode(new Writer(2_000).varint(481).lengthPrefixed(Bytes.copyOf(new byte[1_020])).toBytes())
                        .toString().length());
    }

    @Test
    void splitsIntoComponents() throws P2pException {
        Multiaddr address = Multiaddr.parse("/ip4/192.0.2.7/tcp/4001/tls/sni/example.org/ws");
        List<Component> components = address.components();
        assertEquals(List.of(Protocol.IP4, Protocol.TCP, Protocol.TLS, Protocol.SNI, Protocol.WS),
                components.stream().map(Component::protocol).toList());
        assertEquals("192.0.2.7", components.get(0).ip().getHostAddress());
        assertEquals(4001, components.get(1).port());
        assertEquals("", components.get(2).text());
        assertEquals("example.org", components.get(3).text());
        assertEquals("/sni/example.org", components.get(3).toString());
        assertTrue(address.has(Protocol.WS));
        assertFalse(address.has(Protocol.WSS));
    }

    @Test
    void knowsTheIpAddressItBeginsWith() throws P2pException {
        assertEquals("192.0.2.7", ip("/ip4/192.0.2.7/tcp/4001"));
        assertEquals("fe80:0:0:0:0:0:0:1", ip("/ip6zone/eth0/ip6/fe80::1/tcp/4001"));
        assertEquals("192.0.2.7", ip("/ip6/::ffff:192.0.2.7"));
        assertEquals(Optional.empty(), Multiaddr.parse("/dns/example.org/tcp/1").ip());
        assertEquals(Optional.empty(), Multiaddr.parse("/dns/example.org/ip4/1.2.3.4").ip());
        assertEquals(Optional.empty(), Multiaddr.parse("/ip6zone/a").ip());
    }

    @Test
    void isMadeFromTheEndOfASocket() throws Exception {
        assertEquals("/ip4/127.0.0.1/tcp/80", of("127.0.0.1"));
        assertEquals("/ip6/::1/tcp/80", of("::1"));
        assertEquals("/ip6/::/tcp/80", of("::"));
        InetAddress scoped = Inet6Address.getByAddress(null, InetAddress.getByName("fe80::7").getAddress(), 3);
        assertEquals("/ip6zone/3/ip6/fe80::7/udp/80",
                Multiaddr.of(new InetSocketAddress(scoped, 80), Protocol.UDP).toString());
    }

    @Test
    void addsReplacesAndRemovesThePeerAtItsEnd() throws P2pException {
        PeerId peer = PeerId.parse(PEER);
        PeerId other = PeerId.parse(OTHER);
        Multiaddr plain = Multiaddr.parse("/ip4/192.0.2.7/tcp/4001");
        Multiaddr full = Multiaddr.parse("/ip4/192.0.2.7/tcp/4001/p2p/" + PEER);
        assertEquals(full, plain.withPeer(peer));
        assertEquals(full, plain.withPeer(other).withPeer(peer));
        assertEquals(plain, full.withoutPeer());
        assertEquals(plain, plain.withoutPeer());
        assertEquals(Optional.of(peer), full.peer());
        assertEquals(Optional.empty(), plain.peer());
        assertEquals("", plain.withPeer(peer).withoutPeer().toString().replace(plain.toString(), ""));
        assertTrue(Multiaddr.parse("/p2p/" + PEER).withoutPeer().encoded().isEmpty());
    }

    @Test
    void doesNotTakeARelayForThePeer() throws P2pException {
        Multiaddr relay = Multiaddr.parse("/ip4/192.0.2.7/tcp/4001/p2p/" + PEER);
        Multiaddr circuit = relay.with(Multiaddr.parse("/p2p-circuit"));
        assertEquals(Optional.empty(), circuit.peer());
        assertEquals(Optional.of(PeerId.parse(OTHER)), circuit.withPeer(PeerId.parse(OTHER)).peer());
        assertEquals(circuit, circuit.withPeer(PeerId.parse(OTHER)).withoutPeer());
    }

    @Test
    void readsTheOldNameOfP2p() throws P2pException {
        assertEquals("/p2p/" + OTHER, Multiaddr.parse("/ipfs/" + OTHER).toString());
    }

    private static String ip(String address) throws P2pException {
        return Multiaddr.parse(address).ip().orElseThrow().getHostAddress();
    }

    private static String of(String ip) throws UnknownHostException {
        return Multiaddr.of(new InetSocketAddress(InetAddress.getByName(ip), 80), Protocol.TCP).toString();
    }
}
