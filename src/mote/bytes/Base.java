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
    BASE16('f', "0123456789abcdef"),
    BASE32('b', "abcdefghijklmnopqrstuvwxyz234567"),
    BASE36('k', "0123456789abcdefghijklmnopqrstuvwxyz"),
    BASE58BTC('z', "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"),
    BASE64URL('u', "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// Marks this base in multibase.
    private final char prefix;
    private final String alphabet;

    Base(char prefix, String alphabet) {
        this.prefix = prefix;
        this.alphabet = alphabet;
    }

    public String encode(Bytes bytes) {
        byte[] source = bytes.toArray();
        byte[] digits = isBits() ? regroup(source, 8, bits()) : convert(source, 256, alphabet.length());
        for (int i = 0; i < digits.length; i++) {
            digits[i] = (byte) alphabet.charAt(digits[i]);
        }
        return new String(digits, StandardCharsets.ISO_8859_1);
    }

    /// @throws P2pException with blame PEER where `text` has a character that is not in the alphabet, a length that
    ///         bytes cannot have, or more digits than [Limits] allows
    public Bytes decode(String text) throws P2pException {
        if (!isBits() && text.length() > Limits.DEFAULT.digits()) {
            throw P2pException.peer(text.length() + " digits, allowed are " + Limits.DEFAULT.digits());
        }
        byte[] digits = new byte[text.length()];
        for (int i = 0; i < digits.length; i++) {
            digits[i] = digit(text.charAt(i));
        }
        if (!isBits()) {
            byte[] bytes = convert(digits, alphabet.length(), 256);
            return new Bytes(bytes, 0, bytes.length);
        }
        if (digits.length * bits() % 8 >= bits()) {
            throw P2pException.peer("not whole bytes: " + text.length() + " digits of " + this);
        }
        byte[] bytes = regroup(digits, bits(), 8);
        return new Bytes(bytes, 0, digits.length * bits() / 8);
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

    private boolean isBits() { return Integer.bitCount(alphabet.length()) == 1; }

    private int bits() { return Integer.numberOfTrailingZeros(alphabet.length()); }

    private byte digit(char c) throws P2pException {
        int lower = hasOneCase() && c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
        int digit = alphabet.indexOf(lower);
        if (digit < 0) throw P2pException.peer("not a digit of " + this + ": U+" + Integer.toHexString(c));
        return (byte) digit;
    }

    /// Groups of `from` bits as groups of `to` bits, the last one filled with zeros.
    private static byte[] regroup(byte[] groups, int from, int to) {
        byte[] regrouped = new byte[Math.ceilDiv(groups.length * from, to)];
        int buffer = 0;
        int bits = 0;
        int count = 0;
        for (byte group : groups) {
            buffer = buffer << from | group & 0xff;
            bits += from;
            while (bits >= to) {
                bits -= to;
                regrouped[count++] = (byte) (buffer >>> bits & (1 << to) - 1);
            }
        }
        if (bits > 0) regrouped[count] = (byte) (buffer << to - bits & (1 << to) - 1);
        return regrouped;
    }

    /// A number's digits in base `from` as its digits in base `to`. Takes time by the square of the length.
    private static byte[] convert(byte[] digits, int from, int to) {
        int zeros = 0;
        while (zeros < digits.length && digits[zeros] == 0) {
            zeros++;
        }
        int most = (int) Math.ceil((digits.length - zeros) * Math.log(from) / Math.log(to)) + 1;
        byte[] converted = new byte[zeros + most];
        int first = converted.length;
        for (int i = zeros; i < digits.length; i++) {
            // converted = converted * from + digit
            int carry = digits[i] & 0xff;
            int at = converted.length;
            while (at > first || carry != 0) {
                carry += (converted[--at] & 0xff) * from;
                converted[at] = (byte) (carry % to);
                carry /= to;
            }
            first = at;
        }
        return Arrays.copyOfRange(converted, first - zeros, converted.length);
    }
}
