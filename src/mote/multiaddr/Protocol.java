package mote.multiaddr;

import mote.bytes.*;

/// What a component of an address says: the table of multiaddr protocols, with all its rows.
///
/// @see <a href="https://github.com/multiformats/multiaddr/blob/master/protocols.csv">protocols.csv</a>
public enum Protocol {
    IP4(4, "ip4", 4, Format.IP4),
    TCP(6, "tcp", 2, Format.NUMBER),
    DCCP(33, "dccp", 2, Format.NUMBER),
    IP6(41, "ip6", 16, Format.IP6),
    /// Comes before `ip6`, names the interface of a link-local address.
    IP6ZONE(42, "ip6zone", Protocol.VARIABLE, Format.TEXT),
    IPCIDR(43, "ipcidr", 1, Format.NUMBER),
    DNS(53, "dns", Protocol.VARIABLE, Format.TEXT),
    DNS4(54, "dns4", Protocol.VARIABLE, Format.TEXT),
    DNS6(55, "dns6", Protocol.VARIABLE, Format.TEXT),
    DNSADDR(56, "dnsaddr", Protocol.VARIABLE, Format.TEXT),
    SCTP(132, "sctp", 2, Format.NUMBER),
    UDP(273, "udp", 2, Format.NUMBER),
    P2P_WEBRTC_STAR(275, "p2p-webrtc-star", 0, Format.NONE),
    P2P_WEBRTC_DIRECT(276, "p2p-webrtc-direct", 0, Format.NONE),
    P2P_STARDUST(277, "p2p-stardust", 0, Format.NONE),
    WEBRTC_DIRECT(280, "webrtc-direct", 0, Format.NONE),
    WEBRTC(281, "webrtc", 0, Format.NONE),
    P2P_CIRCUIT(290, "p2p-circuit", 0, Format.NONE),
    UDT(301, "udt", 0, Format.NONE),
    UTP(302, "utp", 0, Format.NONE),
    UNIX(400, "unix", Protocol.VARIABLE, Format.PATH),
    /// Its old name, `ipfs`, is read too.
    P2P(421, "p2p", Protocol.VARIABLE, Format.PEER),
    HTTPS(443, "https", 0, Format.NONE),
    ONION(444, "onion", 12, Format.ONION),
    ONION3(445, "onion3", 37, Format.ONION),
    GARLIC64(446, "garlic64", Protocol.VARIABLE, Format.GARLIC64),
    GARLIC32(447, "garlic32", Protocol.VARIABLE, Format.GARLIC32),
    TLS(448, "tls", 0, Format.NONE),
    SNI(449, "sni", Protocol.VARIABLE, Format.TEXT),
    NOISE(454, "noise", 0, Format.NONE),
    QUIC(460, "quic", 0, Format.NONE),
    QUIC_V1(461, "quic-v1", 0, Format.NONE),
    WEBTRANSPORT(465, "webtransport", 0, Format.NONE),
    CERTHASH(466, "certhash", Protocol.VARIABLE, Format.CERTHASH),
    WS(477, "ws", 0, Format.NONE),
    WSS(478, "wss", 0, Format.NONE),
    P2P_WEBSOCKET_STAR(479, "p2p-websocket-star", 0, Format.NONE),
    HTTP(480, "http", 0, Format.NONE),
    HTTP_PATH(481, "http-path", Protocol.VARIABLE, Format.HTTP_PATH),
    MEMORY(777, "memory", 8, Format.NUMBER);

    static final int VARIABLE = -1;

    private static final Protocol[] ALL = values();

    private final int code;
    private final String text;
    private final int size;
    private final Format format;

    /// @param size bytes of the value, or VARIABLE where its length is written before it
    Protocol(int code, String text, int size, Format format) {
        this.code = code;
        this.text = text;
        this.size = size;
        this.format = format;
    }

    /// The name in an address, such as `quic-v1`.
    @Override public String toString() { return text; }

    int code() { return code; }

    int size() { return size; }

    /// Whether the value is the rest of the address, slashes included.
    boolean isPath() { return format == Format.PATH; }

    /// The value that `valueText` writes.
    Bytes parse(String valueText) throws P2pException { return format.parse(valueText, size); }

    /// The text of a value. What cannot be printed is refused, and what would be read back as another value.
    String print(Bytes value) throws P2pException {
        String printed = format.print(value);
        if (!parse(printed).equals(value)) throw P2pException.peer("not a value of /" + text + ": " + value);
        return printed;
    }

    static Protocol of(long code) throws P2pException {
        for (Protocol protocol : ALL) {
            if (protocol.code == code) return protocol;
        }
        throw P2pException.peer("unknown multiaddr protocol " + code);
    }

    static Protocol named(String name) throws P2pException {
        for (Protocol protocol : ALL) {
            if (protocol.text.equals(name)) return protocol;
        }
        if (name.equals("ipfs")) return P2P;
        throw P2pException.peer("unknown multiaddr protocol \"" + name + "\"");
    }
}
