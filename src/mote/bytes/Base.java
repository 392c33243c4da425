package mote.bytes;

import module java.base;

/// A way to write bytes as text. None has padding.
///
/// ```
///   base16, 32, 64url   the bits in groups of 4, 5, 6; a last group that is short is filled with zeros
///   base36, 58btc       one large number in base 36 or 58; a leading zero byte is a leading zero digit
/// ```
///
/// Where the alphabet has one case, both are read, and bits that only fill the last group may be any. Where it matters
/// that two texts mean the same, compare the bytes.
///
/// Multibase is text that says in its first character in which base the rest is. The upper-case prefixes `F`, `B`, `K`
/// are read as well and never written. All other bases of the table are refused.
///
/// ```
///   f 68656c6c6f   b nbswy3dp   k 5pzcszu7   z Cn8eVZg   u aGVsbG8      "hello", five times
/// ```
///
/// @see <a href="https://www.rfc-editor.org/rfc/rfc4648">RFC 4648</a>
/// @see <a href="https://github.com/multiformats/multibase">spec: multibase</a>
/// @see <a href="https://datatracker.ietf.org/doc/html/draft-msporny-base58">base58</a>
public enum Base {
    BASE16('f', 4, "0123456789abcdef"),
    BASE32('b', 5, "abcdefghijklmnopqrstuvwxyz234567"),
    BASE36('k', 0, "0123456789abcdefghijklmnopqrstuvwxyz"),
    BASE58BTC('z', 0, "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"),
    BASE64URL('u', 6, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// Marks this base in multibase.
    private final char prefix;
    /// How many a digit stands for, or 0 where all digits make one large number.
    private final int bits;
    private final String alphabet;

    Base(char prefix, int bits, String alphabet) {
        this.prefix = prefix;
        this.bits = bits;
        this.alphabet = alphabet;
    }

    public String encode(Bytes bytes) {
        byte[] digits = bits > 0 ? regroup(bytes.toArray(), 8, bits) : convert(bytes.toArray(), 256, alphabet.length());
        for (int i = 0; i < digits.length; i++) {
            digits[i] = (byte) alphabet.charAt(digits[i]);
        }
        return new String(digits, StandardCharsets.ISO_8859_1);
    }

    /// @throws P2pException with blame PEER where `text` has a character that is not in the alphabet, a length that
    ///         bytes cannot have, or more digits than [Limits] allows
    public Bytes decode(String text) throws P2pException {
        if (bits == 0) P2pException.checkLimit(text.length(), Limits.DEFAULT.digits(), "digits");
        byte[] digits = new byte[text.length()];
        for (int i = 0; i < digits.length; i++) {
            char c = text.charAt(i);
            digits[i] = (byte) alphabet.indexOf(hasOneCase() && c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
            if (digits[i] < 0) throw P2pException.peer("not a digit of " + this + ": U+" + Integer.toHexString(c));
        }
        if (bits == 0) return new Bytes(convert(digits, alphabet.length(), 256));
        int over = digits.length * bits % 8;
        if (over >= bits) throw P2pException.peer("not whole bytes: " + digits.length + " digits of " + this);
        return new Bytes(regroup(digits, bits, 8)).slice(0, digits.length * bits / 8);
    }

    /// The text of `bytes` in multibase.
    public String encodeMultibase(Bytes bytes) { return prefix + encode(bytes); }

    /// @throws P2pException with blame PEER where the base is unknown, or as [#decode] says
    public static Bytes decodeMultibase(String text) throws P2pException {
        char first = text.isEmpty() ? 0 : text.charAt(0);
        for (Base base : values()) {
            if (base.isPrefix(first)) return base.decode(text.substring(1));
        }
        throw P2pException.peer("not a known multibase prefix: U+" + Integer.toHexString(first));
    }

    private boolean isPrefix(char c) { return c == prefix || hasOneCase() && c == Character.toUpperCase(prefix); }

    private boolean hasOneCase() { return alphabet.indexOf('A') < 0; }

    /// Groups of `from` bits as groups of `to` bits, the last one filled with zeros.
    private static byte[] regroup(byte[] groups, int from, int to) {
        byte[] regrouped = new byte[Math.ceilDiv(groups.length * from, to)];
        for (int i = 0; i < groups.length * from; i++) {
            int bit = groups[i / from] >> from - 1 - i % from & 1;
            regrouped[i / to] |= (byte) (bit << to - 1 - i % to);
        }
        return regrouped;
    }

    /// A number's digits in base `from` as its digits in base `to`, with as many zeros in front. Takes time by the
    /// square of the length.
    private static byte[] convert(byte[] digits, int from, int to) {
        byte[] converted = new byte[2 * digits.length]; // two digits of base 36 hold a byte
        int first = converted.length;
        int zeros = 0;
        for (byte digit : digits) {
            // converted = converted * from + digit
            int carry = digit & 0xff;
            int at = converted.length;
            while (at > first || carry != 0) {
                carry += (converted[--at] & 0xff) * from;
                converted[at] = (byte) (carry % to);
                carry /= to;
            }
            if (at == converted.length) zeros++;
            first = at;
        }
        return Arrays.copyOfRange(converted, first - zeros, converted.length);
    }
}
