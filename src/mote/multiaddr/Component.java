package mote.multiaddr;

import module java.base;
import mote.bytes.*;

/// One part of an address, such as `/tcp/4001`.
///
/// ```
///   | code: varint | value, of the size that the protocol has                         |
///   | code: varint | length: varint | value, where the protocol's values vary in size |
/// ```
///
/// @param value empty where the protocol has none
public record Component(Protocol protocol, Bytes value) {

    /// The value as text, without the slash before it; empty where there is none.
    public String text() {
        try {
            return protocol.print(value);
        } catch (P2pException invalid) {
            throw new IllegalStateException(invalid);
        }
    }

    /// The address of an `ip4` or `ip6`.
    public InetAddress ip() { return InetAddress.ofLiteral(text()); }

    /// The port of a `tcp`, `udp`, `dccp` or `sctp`, 0 to 65,535.
    public int port() { return value.at(0) << 8 | value.at(1); }

    /// As in an address: `/tcp/4001`, `/tls`, `/unix/run/mote`.
    @Override
    public String toString() {
        String text = text();
        return "/" + protocol + (text.isEmpty() || protocol.isPath() ? "" : "/") + text;
    }

    /// The next component. Its value is of the right length and not checked otherwise.
    static Component read(Reader reader) throws P2pException {
        Protocol protocol = Protocol.of(reader.varint());
        return new Component(protocol,
                reader.bytes(protocol.size() == Protocol.VARIABLE ? reader.varint() : protocol.size()));
    }

    void write(Writer writer) {
        writer.varint(protocol.code());
        if (protocol.size() == Protocol.VARIABLE) writer.varint(value.length());
        writer.bytes(value);
    }
}
