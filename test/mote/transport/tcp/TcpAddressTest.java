package mote.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import org.junit.jupiter.api.Test;

final class TcpAddressTest {

    @Test
    void readsHostsByAddressAndByName() throws Exception {
        assertEquals(new TcpAddress(InetAddress.getByName("192.0.2.7"), null, null, 4001),
                read("/ip4/192.0.2.7/tcp/4001"));
        assertEquals(new TcpAddress(InetAddress.getByName("2001:db8::7"), null, null, 1),
                read("/ip6/2001:db8::7/tcp/1"));
        assertEquals(new TcpAddress(null, "example.org", null, 65_535), read("/dns/example.org/tcp/65535"));
        assertEquals(new TcpAddress(null, "example.org", StandardProtocolFamily.INET, 1),
                read("/dns4/example.org/tcp/1"));
        assertEquals(new TcpAddress(null, "example.org", StandardProtocolFamily.INET6, 1),
                read("/dns6/example.org/tcp/1"));
    }

    @Test
    void aPeerAtTheEndDoesNotMatter() {
        assertEquals(read("/ip4/192.0.2.7/tcp/4001"),
                read("/ip4/192.0.2.7/tcp/4001/p2p/12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA"));
    }

    @Test
    void readsAndWritesTheZoneOfALinkLocalAddress() {
        TcpAddress address = read("/ip6zone/1/ip6/fe80::7/tcp/4001");
        assertEquals(1, ((Inet6Address) address.ip()).getScopeId());
        assertEquals("/ip6zone/1/ip6/fe80::7/tcp/4001",
                TcpAddress.toMultiaddr(new InetSocketAddress(address.ip(), 4001)).toString());
    }

    @Test
    void anythingElseIsNotOfTcp() {
        for (String text : new String[] {"/ip4/192.0.2.7", "/tcp/1", "/ip4/192.0.2.7/udp/1", "/ip4/192.0.2.7/tcp/1/ws",
                "/dnsaddr/example.org/tcp/1", "/ip6zone/1/ip4/192.0.2.7/tcp/1", "/ip6zone/no-such/ip6/fe80::1/tcp/1",
                "/unix/a", "/tcp/1/ip4/192.0.2.7", "/ip4/192.0.2.7/tcp/1/tcp/1", "/ip6zone/1"}) {
            assertFalse(TcpAddress.of(TcpHost.parse(text)).isPresent(), text);
        }
        assertTrue(TcpAddress.of(TcpHost.parse("/ip4/192.0.2.7/tcp/1")).isPresent());
    }

    private static TcpAddress read(String text) {
        return TcpAddress.of(TcpHost.parse(text)).orElseThrow();
    }
}
