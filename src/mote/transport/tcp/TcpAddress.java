package mote.transport.tcp;

import static java.net.StandardProtocolFamily.INET;
import static java.net.StandardProtocolFamily.INET6;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.net.UnknownHostException;
import java.util.Optional;
import mote.bytes.Bytes;
import mote.bytes.Reader;
import mote.multiaddr.Multiaddr;
import mote.multiaddr.Protocol;

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
/// @param name the host's name, or null where it is known
/// @param family what the name may resolve to, or null where either will do
/// @param port 0 to 65,535
record TcpAddress(InetAddress ip, String name, ProtocolFamily family, int port) {

    // Codes of the table of multiaddr protocols.
    private static final int IP4 = 4;
    private static final int TCP = 6;
    private static final int IP6 = 41;
    private static final int IP6ZONE = 42;
    private static final int DNS = 53;
    private static final int DNS4 = 54;
    private static final int DNS6 = 55;
    private static final int P2P = 421;

    /// RFC 1035, 2.3.4.
    private static final int NAME_BYTES_MAX = 255;

    /// Nothing where `address` is of another form.
    static Optional<TcpAddress> of(Multiaddr address) {
        var reader = new Reader(address.encoded());
        try {
            TcpAddress found = read(reader);
            boolean whole = reader.isEmpty() || reader.varint() == P2P;
            return whole ? Optional.ofNullable(found) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// The multiaddr of a socket's end.
    static Multiaddr toMultiaddr(InetSocketAddress end) {
        return Multiaddr.of(end, Protocol.TCP);
    }

    private static TcpAddress read(Reader reader) throws IOException {
        NetworkInterface zone = null;
        long code = reader.varint();
        if (code == IP6ZONE) {
            zone = NetworkInterface.getByName(reader.lengthPrefixed(NAME_BYTES_MAX).utf8());
            code = reader.varint();
        }
        InetAddress ip = null;
        String name = null;
        ProtocolFamily family = null;
        if (code == IP4 && zone == null) {
            ip = InetAddress.getByAddress(reader.bytes(4).toArray());
        } else if (code == IP6) {
            ip = ip6(reader.bytes(16), zone);
        } else if (zone == null && code >= DNS && code <= DNS6) {
            name = reader.lengthPrefixed(NAME_BYTES_MAX).utf8();
            family = code == DNS4 ? INET : code == DNS6 ? INET6 : null;
        } else {
            return null;
        }
        return reader.varint() == TCP ? new TcpAddress(ip, name, family, reader.u16()) : null;
    }

    private static InetAddress ip6(Bytes bytes, NetworkInterface zone) throws UnknownHostException {
        return zone == null ? Inet6Address.getByAddress(null, bytes.toArray(), -1)
                : Inet6Address.getByAddress(null, bytes.toArray(), zone);
    }
}
