package mote.cli;

import module java.base;

/// A line of text in colours, where these are wanted. What is added is made harmless by [Escape], so the only control
/// characters in it are the ones from here.
final class Styled {

    /// How a piece of a line looks.
    enum Style {
        PLAIN(""), TITLE("1"), FAINT("2"), STORY("33"), OUT("36"), IN("32");

        /// Select Graphic Rendition (ECMA-48, 8.3.117).
        private final String code;

        Style(String code) { this.code = code; }
    }

    private final boolean coloured;
    private final StringBuilder text = new StringBuilder();
    private int columns;

    /// Whether the user has nothing against colours, nor his terminal.
    ///
    /// @see <a href="https://no-color.org">NO_COLOR</a>
    static boolean isWanted(Map<String, String> environment) {
        return environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
    }

    Styled(boolean coloured) { this.coloured = coloured; }

    Styled add(Style style, String piece) {
        String plain = Escape.terminal(piece);
        columns += plain.length();
        boolean painted = coloured && style != Style.PLAIN && !plain.isBlank();
        text.append(painted ? "\u001b[" + style.code + "m" + plain + "\u001b[0m" : plain);
        return this;
    }

    /// Blanks up to a column, or one where it is past that.
    Styled to(int column) {
        return add(Style.PLAIN, " ".repeat(columns > 0 ? Math.max(1, column - columns) : column));
    }

    /// How wide it is so far.
    int columns() { return columns; }

    @Override public String toString() { return text.toString(); }
}
