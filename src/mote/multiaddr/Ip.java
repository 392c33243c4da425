package mote.multiaddr;

import module java.base;
import mote.bytes.*;

/// IP addresses as text, without ever asking a name service.
///
/// @see <a href="https://www.rfc-editor.org/rfc/rfc5952">RFC 5952</a>
final class Ip {

    private static final Bytes MAPPED = Bytes.ofHex("00000000000000000000ffff");

    static Bytes parse4(String text) throws P2pException {
        try {
            InetAddress address = Inet4Address.ofLiteral(text);
            // The JDK reads 127.1 and 127.000.0.1 as well.
            if (address.getHostAddress().equals(text)) return Bytes.copyOf(address.getAddress());
        } catch (IllegalArgumentException _) {
            // Refused below.
        }
        throw P2pException.peer("not an IPv4 address: " + text);
    }

    static Bytes parse6(String text) throws P2pException {
        // The JDK reads zones and brackets as well.
        if (text.chars().allMatch(c -> c == ':' || c == '.' || c < 0x80 && Character.digit(c, 16) >= 0)) {
            try {
                InetAddress address = Inet6Address.ofLiteral(text);
                Bytes bytes = Bytes.copyOf(address.getAddress());
                return address instanceof Inet4Address ? MAPPED.concat(bytes) : bytes;
            } catch (IllegalArgumentException _) {
                // Refused below.
            }
        }
        throw P2pException.peer("not an IPv6 address: " + text);
    }

    static String print4(Bytes address) {
        return address.at(0) + "." + address.at(1) + "." + address.at(2) + "." + address.at(3);
    }

    static String print6(Bytes address) {
        if (address.startsWith(MAPPED)) return "::ffff:" + print4(address.slice(MAPPED.length()));
        // RFC 5952, 4.2: the longest run of two or more zero groups is "::", the first of those equally long.
        int from = 8;
        int length = 1;
        for (int i = 0; i < 8; i++) {
            int zeros = 0;
            while (i + zeros < 8 && group(address, i + zeros) == 0) {
                zeros++;
            }
            if (zeros > length) {
                from = i;
                length = zeros;
            }
        }
        return from == 8 ? groups(address, 0, 8) : groups(address, 0, from) + "::" + groups(address, from + length, 8);
    }

    private static int group(Bytes address, int index) {
        return address.at(2 * index) << 8 | address.at(2 * index + 1);
    }

    private static String groups(Bytes address, int from, int to) {
        var text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i > from ? ":" : "").append(Integer.toHexString(group(address, i)));
        }
        return text.toString();
    }
}
