package mote.multiaddr;

import module java.base;
import mote.bytes.*;
import mote.peer.*;

/// How the value of a component is written, in binary and in text. The texts are those of go-multiaddr.
///
/// `parse(print(value))` is the value for every valid one: [Protocol#print] refuses the others by that, so that the
/// conditions on values stand in `parse` alone.
enum Format {
    /// No value.
    NONE,
    IP4,
    IP6,
    /// Big-endian, in decimal.
    NUMBER,
    /// UTF-8 without a slash, a control character: names of hosts and interfaces.
    TEXT,
    /// UTF-8 as TEXT, from a slash to the end of the address.
    PATH,
    PEER,
    /// Base32 and a port.
    ONION,
    GARLIC32,
    GARLIC64,
    /// A multihash, as multibase: base64url when printed.
    CERTHASH,
    /// Any bytes, percent-encoded.
    HTTP_PATH;

    /// i2p: the bytes of a destination are at least these, of a destination's hash as many, of an encrypted lease set
    /// at least these.
    private static final int GARLIC64_BYTES_MIN = 386;
    private static final int GARLIC32_HASH_BYTES = 32;
    private static final int GARLIC32_LEASE_BYTES_MIN = 35;

    /// @param size bytes of the value, where the protocol says
    Bytes parse(String text, int size) throws P2pException {
        return switch (this) {
            case NONE -> check(text.isEmpty(), Bytes.EMPTY, text);
            case IP4, IP6 -> Ip.parse(text, size);
            case NUMBER -> number(text, size);
            case TEXT -> check(!text.isEmpty() && text.indexOf('/') < 0, utf8(text), text);
            case PATH -> check(text.length() > 1 && text.startsWith("/") && !text.endsWith("/"), utf8(text), text);
            case PEER -> PeerId.parse(text).multihash();
            case ONION -> onion(text, size);
            case GARLIC32 -> garlic32(text);
            case GARLIC64 -> garlic64(text);
            case CERTHASH -> multihash(Base.decodeMultibase(text));
            case HTTP_PATH -> unescape(text);
        };
    }

    String print(Bytes value) throws P2pException {
        return switch (this) {
            case NONE -> "";
            case IP4 -> Ip.print4(value);
            case IP6 -> Ip.print6(value);
            case NUMBER -> Long.toUnsignedString(number(value));
            case TEXT, PATH -> value.text();
            case PEER -> PeerId.decode(value).toString();
            case ONION -> Base.BASE32.encode(value.slice(0, value.length() - 2)) + ":"
                    + number(value.slice(value.length() - 2));
            case GARLIC32 -> Base.BASE32.encode(value);
            case GARLIC64 -> garlic64(value);
            case CERTHASH -> Base.BASE64URL.encodeMultibase(value);
            // Go escapes as the JDK does, but for two characters.
            case HTTP_PATH -> URLEncoder.encode(latin1(value), StandardCharsets.ISO_8859_1).replace("*", "%2A")
                    .replace("%7E", "~");
        };
    }

    private static Bytes check(boolean valid, Bytes value, String text) throws P2pException {
        if (!valid) throw P2pException.peer("not a value: \"" + text + "\"");
        return value;
    }

    /// Refused are control characters and halves of surrogate pairs.
    private static Bytes utf8(String text) throws P2pException {
        return check(text.codePoints().noneMatch(c -> Character.isISOControl(c)
                || Character.getType(c) == Character.SURROGATE), Bytes.utf8(text), text);
    }

    private static Bytes number(String text, int size) throws P2pException {
        try {
            long number = Long.parseUnsignedLong(text);
            // The JDK takes a plus sign, and the digits of every script.
            boolean isPlain = text.chars().allMatch(c -> c >= '0' && c <= '9');
            return check(isPlain && (size == 8 || number >>> 8 * size == 0),
                    new Writer(8).u64(number).toBytes().slice(8 - size), text);
        } catch (NumberFormatException _) {
            return check(false, Bytes.EMPTY, text);
        }
    }

    private static long number(Bytes value) { return HexFormat.fromHexDigitsToLong(value.hex()); }

    private static Bytes onion(String text, int size) throws P2pException {
        int colon = text.lastIndexOf(':');
        check(colon >= 0, Bytes.EMPTY, text);
        Bytes port = number(text.substring(colon + 1), 2);
        Bytes value = Base.BASE32.decode(text.substring(0, colon)).concat(port);
        return check(value.length() == size && number(port) != 0, value, text);
    }

    private static Bytes garlic32(String text) throws P2pException {
        Bytes value = Base.BASE32.decode(text);
        return check(value.length() == GARLIC32_HASH_BYTES || value.length() >= GARLIC32_LEASE_BYTES_MIN, value, text);
    }

    /// The alphabet of i2p has `~` where base64url has `_`, and there is padding.
    private static Bytes garlic64(String text) throws P2pException {
        Bytes value = Base.BASE64URL.decode(text.replace("=", "").replace('~', '_'));
        return check(value.length() >= GARLIC64_BYTES_MIN && garlic64(value).equals(text), value, text);
    }

    private static String garlic64(Bytes value) {
        String digits = Base.BASE64URL.encode(value).replace('_', '~');
        return digits + "=".repeat(-digits.length() & 3);
    }

    /// Any hash function will do; its digest must be as long as it says.
    private static Bytes multihash(Bytes value) throws P2pException {
        var reader = new Reader(value);
        reader.varint();
        reader.lengthPrefixed(Limits.DEFAULT.bytes());
        reader.end();
        return value;
    }

    private static Bytes unescape(String text) throws P2pException {
        try {
            String decoded = URLDecoder.decode(latin1(utf8(text)), StandardCharsets.ISO_8859_1);
            // The JDK takes the plus of an escape for the sign of its number.
            return check(!text.isEmpty() && text.indexOf('/') < 0 && !text.contains("%+"),
                    Bytes.copyOf(decoded.getBytes(StandardCharsets.ISO_8859_1)), text);
        } catch (IllegalArgumentException _) {
            return check(false, Bytes.EMPTY, text);
        }
    }

    /// One character for each byte.
    private static String latin1(Bytes value) { return new String(value.toArray(), StandardCharsets.ISO_8859_1); }
}
