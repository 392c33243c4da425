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

    private static final HexFormat UPPER_CASE = HexFormat.of().withUpperCase();

    /// @param size bytes of the value, where the protocol says
    Bytes parse(String text, int size) throws P2pException {
        return switch (this) {
            case NONE -> check(text.isEmpty(), Bytes.EMPTY, text);
            case IP4 -> Ip.parse4(text);
            case IP6 -> Ip.parse6(text);
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
            case HTTP_PATH -> escape(value);
        };
    }

    private static Bytes check(boolean valid, Bytes value, String text) throws P2pException {
        if (!valid) throw P2pException.peer("not a value: \"" + text + "\"");
        return value;
    }

    /// Refused are control characters and halves of surrogate pairs.
    private static Bytes utf8(String text) throws P2pException {
        int c;
        for (int i = 0; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            check(!Character.isISOControl(c) && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE),
                    Bytes.EMPTY, text);
        }
        return Bytes.utf8(text);
    }

    private static Bytes number(String text, int size) throws P2pException {
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            check(digit >= 0 && digit <= 9 && Long.compareUnsigned(number, Long.divideUnsigned(-1 - digit, 10)) <= 0,
                    Bytes.EMPTY, text);
            number = 10 * number + digit;
        }
        check(!text.isEmpty() && (size == 8 || number >>> 8 * size == 0), Bytes.EMPTY, text);
        return new Writer(8).u64(number).toBytes().slice(8 - size);
    }

    private static long number(Bytes value) {
        long number = 0;
        for (int i = 0; i < value.length(); i++) {
            number = number << 8 | value.at(i);
        }
        return number;
    }

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
        int padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
        String digits = text.substring(0, text.length() - padding);
        check(text.length() % 4 == 0 && digits.indexOf('_') < 0, Bytes.EMPTY, text);
        Bytes value = Base.BASE64URL.decode(digits.replace('~', '_'));
        return check(value.length() >= GARLIC64_BYTES_MIN, value, text);
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
        Bytes escaped = utf8(text);
        var writer = new Writer(escaped.length());
        for (int i = 0; i < escaped.length(); i++) {
            int octet = escaped.at(i);
            if (octet == '%') {
                check(i + 2 < escaped.length() && HexFormat.isHexDigit(escaped.at(i + 1))
                        && HexFormat.isHexDigit(escaped.at(i + 2)), Bytes.EMPTY, text);
                octet = HexFormat.fromHexDigit(escaped.at(++i)) << 4 | HexFormat.fromHexDigit(escaped.at(++i));
            } else if (octet == '+') {
                octet = ' ';
            }
            writer.u8(octet);
        }
        return check(!text.isEmpty() && text.indexOf('/') < 0, writer.toBytes(), text);
    }

    private static String escape(Bytes value) {
        var text = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            int octet = value.at(i);
            boolean plain = octet < 0x80 && Character.isLetterOrDigit(octet) || "-_.~".indexOf(octet) >= 0;
            if (plain || octet == ' ') {
                text.append(plain ? (char) octet : '+');
            } else {
                text.append('%').append(UPPER_CASE.toHexDigits((byte) octet));
            }
        }
        return text.toString();
    }
}
