package mote.cli;

/// Makes any text harmless to show. Peers choose their names, versions and protocols freely, and a terminal obeys
/// control characters: a text could clear the screen, forge a line, or with the overrides of direction read as
/// something else than it is.
final class Escape {

    private static final String HEX = "0123456789abcdef";

    private Escape() { }

    /// `text` on one line, with everything that a terminal could obey written as `\\u` and its number.
    static String terminal(String text) {
        var plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            int point = text.codePointAt(i);
            if (isPlain(point)) {
                plain.appendCodePoint(point);
            } else {
                text.substring(i, i + Character.charCount(point)).chars().forEach(unit -> number(plain, unit));
            }
            i += Character.charCount(point) - 1;
        }
        return plain.toString();
    }

    /// `text` as a string of JSON, quotes included, in ASCII whatever it holds (RFC 8259, section 7).
    static void json(String text, StringBuilder to) {
        to.append('"');
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit == '"' || unit == '\\') {
                to.append('\\').append(unit);
            } else if (unit >= ' ' && unit <= '~') {
                to.append(unit);
            } else {
                number(to, unit);
            }
        }
        to.append('"');
    }

    /// Letters, digits, marks, punctuation, symbols and blanks: what a terminal only shows. Not so what is invisible,
    /// changes the direction, ends a line, or has no meaning yet.
    private static boolean isPlain(int point) {
        if (point >= ' ' && point <= '~') return true;
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE,
                    Character.UNASSIGNED, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static void number(StringBuilder to, int unit) {
        to.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            to.append(HEX.charAt(unit >> shift & 0xf));
        }
    }
}
