package mote.transport.tcp;

import module java.base;
import mote.multiaddr.*;

/// A multiaddr of the form that TCP dials: a host and a port.
///
/// ```
///   /ip4/192.0.2.7/tcp/4001        /ip6/2001:db8::7/tcp/4001      /ip6zone/eth0/ip6/fe80::7/tcp/4001
///   /dns/example.org/tcp/4001      /dns4/.. IPv4 only             /dns6/.. IPv6 only
/// ```
///
/// A `/p2p` at its end does not matter.
///
/// @param ip the host, or null where it is named
/// @param name the host's name, or null where its address is given
/// @param family what the name may resolve to, or null where either will do
/// @param port 0 to 65,535
record TcpAddress(InetAddress ip, String name, ProtocolFamily family, int port) {

    /// Nothing where `address` is of another form, or its zone is not of this host.
    static Optional<TcpAddress> of(Multiaddr address) {
        List<Component> parts = address.withoutPeer().components();
        boolean zoned = parts.size() == 3 && parts.get(0).protocol() == Protocol.IP6ZONE
                && parts.get(1).protocol() == Protocol.IP6;
        String zone = zoned ? "%" + parts.removeFirst().text() : "";
        if (parts.size() != 2 || parts.getLast().protocol() != Protocol.TCP) return Optional.empty();
        String host = parts.getFirst().text();
        int port = parts.getLast().port();
        try {
            return Optional.ofNullable(switch (parts.getFirst().protocol()) {
                case IP4, IP6 -> new TcpAddress(InetAddress.ofLiteral(host + zone), null, null, port);
                case DNS -> new TcpAddress(null, host, null, port);
                case DNS4 -> new TcpAddress(null, host, StandardProtocolFamily.INET, port);
                case DNS6 -> new TcpAddress(null, host, StandardProtocolFamily.INET6, port);
                default -> null;
            });
        } catch (IllegalArgumentException noSuchZone) {
            return Optional.empty();
        }
    }

    /// Whether the name may resolve to `found`.
    boolean mayBe(InetAddress found) {
        return family == null || family == StandardProtocolFamily.INET == found instanceof Inet4Address;
    }

    /// The multiaddr of a socket's end.
    static Multiaddr toMultiaddr(InetSocketAddress end) { return Multiaddr.of(end, Protocol.TCP); }
}
