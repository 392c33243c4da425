package mote.multiaddr;

import module java.base;
import mote.bytes.*;
import mote.peer.*;

/// Where a peer is: a list of components, each the name of a protocol and perhaps a value.
///
/// ```
///   /ip4/192.0.2.7/tcp/4001/p2p/12D3KooW...
///
///   04 c0000207 | 06 0fa1 | a503 26 0024080112..
///   ip4          tcp        p2p, 38 bytes
/// ```
///
/// It is kept in binary, which is canonical: two addresses are equal when their bytes are. `parse` and `toString` are
/// inverses, and so are `decode` and `encoded`.
///
/// @see <a href="https://github.com/multiformats/multiaddr">spec: multiaddr</a>
public final class Multiaddr implements Comparable<Multiaddr> {

    private final Bytes encoded;

    private Multiaddr(Bytes encoded) { this.encoded = encoded; }

    /// The address that `text` writes. Slashes at its end do not matter.
    ///
    /// @throws P2pException with blame PEER where `text` is not an address, has a protocol that is not in the table, or
    ///         passes [Limits]
    public static Multiaddr parse(String text) throws P2pException {
        if (!text.startsWith("/") || text.length() > Limits.DEFAULT.characters()) {
            throw P2pException.peer("it begins without a slash, or is too long");
        }
        String[] parts = text.substring(1).split("/"); // leaves out empty ones at the end
        // A character is at most three bytes, the length of a value no more than its characters.
        var writer = new Writer(4 * Limits.DEFAULT.characters());
        int count = 0;
        for (int at = 0; at < parts.length; count++) {
            Protocol protocol = Protocol.named(parts[at++]);
            String value = "";
            if (protocol.isPath()) {
                value = "/" + String.join("/", List.of(parts).subList(at, parts.length));
                at = parts.length;
            } else if (protocol.size() != 0 && at < parts.length) {
                value = parts[at++];
            }
            new Component(protocol, protocol.parse(value)).write(writer);
        }
        checkLimits(writer.length(), count);
        return new Multiaddr(writer.toBytes());
    }

    /// The address that `encoded` is, a copy of it.
    ///
    /// @throws P2pException with blame PEER where `encoded` is not an address, has a protocol that is not in the table,
    ///         or passes [Limits]
    public static Multiaddr decode(Bytes encoded) throws P2pException {
        checkLimits(encoded.length(), 1);
        var reader = new Reader(encoded);
        for (int count = 1; !reader.isEmpty(); count++) {
            checkLimits(encoded.length(), count);
            Component component = Component.read(reader);
            component.protocol().print(component.value());
            if (component.protocol().isPath()) reader.end();
        }
        // A slice would keep the whole message alive that it came in.
        return new Multiaddr(Bytes.copyOf(encoded.buffer()));
    }

    /// Those of `encoded` that can be read, in their order. A peer may have addresses of protocols that came after
    /// this version, and no address of it can make the others fail.
    public static List<Multiaddr> decodeKnown(Collection<Bytes> encoded) {
        var known = new ArrayList<Multiaddr>();
        for (Bytes address : encoded) {
            try {
                known.add(decode(address));
            } catch (P2pException _) {
                // Left out.
            }
        }
        return known;
    }

    /// The address of a socket's end: `/ip4/../tcp/..`, `/ip6/../udp/..`, with an `/ip6zone` before it where the
    /// address is bound to an interface.
    ///
    /// @param transport TCP or UDP
    public static Multiaddr of(InetSocketAddress end, Protocol transport) {
        var writer = new Writer(Limits.DEFAULT.bytes());
        InetAddress ip = end.getAddress();
        String printed = ip.getHostAddress();
        int zone = printed.indexOf('%');
        if (zone >= 0) new Component(Protocol.IP6ZONE, Bytes.utf8(printed.substring(zone + 1))).write(writer);
        Bytes bytes = Bytes.copyOf(ip.getAddress());
        new Component(bytes.length() == 4 ? Protocol.IP4 : Protocol.IP6, bytes).write(writer);
        new Component(transport, new Writer(2).u16(end.getPort()).toBytes()).write(writer);
        return new Multiaddr(writer.toBytes());
    }

    /// The binary form.
    public Bytes encoded() { return encoded; }

    public List<Component> components() {
        var components = new ArrayList<Component>();
        var reader = new Reader(encoded);
        try {
            while (!reader.isEmpty()) {
                components.add(Component.read(reader));
            }
        } catch (P2pException invalid) {
            throw new IllegalStateException(invalid);
        }
        return components;
    }

    public boolean has(Protocol protocol) { return components().stream().anyMatch(c -> c.protocol() == protocol); }

    /// The IP address that this one begins with, without its zone.
    public Optional<InetAddress> ip() {
        return components().stream().filter(component -> component.protocol() != Protocol.IP6ZONE).limit(1)
                .filter(first -> first.protocol() == Protocol.IP4 || first.protocol() == Protocol.IP6)
                .map(Component::ip).findFirst();
    }

    /// The peer that this address ends with. None where it ends otherwise: the peer in `/p2p/../p2p-circuit` is a
    /// relay.
    public Optional<PeerId> peer() {
        return Optional.of(components()).filter(list -> !list.isEmpty()).map(List::getLast)
                .filter(last -> last.protocol() == Protocol.P2P).map(last -> new PeerId(last.value()));
    }

    /// This address without a `/p2p` at its end. Nothing may be left of it: then it is empty, which no text or binary
    /// form reads as.
    public Multiaddr withoutPeer() {
        int tail = peer().map(peer -> component(peer).length()).orElse(0);
        return new Multiaddr(encoded.slice(0, encoded.length() - tail));
    }

    /// This address, ending in `/p2p/peer` in place of a `/p2p` that is there.
    public Multiaddr withPeer(PeerId peer) { return new Multiaddr(withoutPeer().encoded.concat(component(peer))); }

    /// This address, and then `tail`. The two together may pass [Limits], which are limits of reading.
    public Multiaddr with(Multiaddr tail) { return new Multiaddr(encoded.concat(tail.encoded)); }

    /// By the binary form.
    @Override public int compareTo(Multiaddr other) { return encoded.compareTo(other.encoded); }

    @Override
    public boolean equals(Object object) { return object instanceof Multiaddr other && encoded.equals(other.encoded); }

    @Override public int hashCode() { return encoded.hashCode(); }

    @Override
    public String toString() { return components().stream().map(Component::toString).collect(Collectors.joining()); }

    private static Bytes component(PeerId peer) {
        return new Writer(64).varint(Protocol.P2P.code()).lengthPrefixed(peer.multihash()).toBytes();
    }

    private static void checkLimits(int bytes, int components) throws P2pException {
        if (bytes == 0 || bytes > Limits.DEFAULT.bytes() || components > Limits.DEFAULT.components()) {
            throw P2pException.peer("an address of " + bytes + " bytes, " + components + " components");
        }
    }
}
