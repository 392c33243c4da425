package mote.multiaddr;

import module java.base;
import mote.bytes.*;

/// IP addresses as text, without ever asking a name service.
///
/// @see <a href="https://www.rfc-editor.org/rfc/rfc5952">RFC 5952</a>
final class Ip {

    private static final Bytes MAPPED = Bytes.ofHex("00000000000000000000ffff");

    /// @param size bytes of the address: 4 or 16
    static Bytes parse(String text, int size) throws P2pException {
        try {
            InetAddress address = size == 4 ? Inet4Address.ofLiteral(text) : Inet6Address.ofLiteral(text);
            // The JDK reads 127.1 and 127.000.0.1 as well, and zones and brackets.
            if (size == 4 ? address.getHostAddress().equals(text)
                    : text.chars().allMatch(c -> c == ':' || c == '.' || HexFormat.isHexDigit(c))) {
                Bytes bytes = Bytes.copyOf(address.getAddress());
                return bytes.length() == size ? bytes : MAPPED.concat(bytes);
            }
        } catch (IllegalArgumentException _) {
            // Refused below.
        }
        throw P2pException.peer("not an IPv" + (size == 4 ? 4 : 6) + " address: " + text);
    }

    static String print4(Bytes address) {
        return address.at(0) + "." + address.at(1) + "." + address.at(2) + "." + address.at(3);
    }

    static String print6(Bytes address) {
        if (address.startsWith(MAPPED)) return "::ffff:" + print4(address.slice(MAPPED.length()));
        var groups = new StringBuilder(" ");
        for (int i = 0; i < address.length(); i += 2) {
            groups.append(Integer.toHexString(address.at(i) << 8 | address.at(i + 1))).append(' ');
        }
        // RFC 5952, 4.2: the longest run of two or more zero groups is "::", the first of those equally long.
        String zeros = " 0 0 0 0 0 0 0 0 ";
        while (zeros.length() > " 0 ".length() && groups.indexOf(zeros) < 0) {
            zeros = zeros.substring(" 0".length());
        }
        int run = groups.indexOf(zeros);
        if (zeros.length() > " 0 ".length()) groups.replace(run, run + zeros.length(), "::");
        return groups.toString().strip().replace(' ', ':');
    }
}
