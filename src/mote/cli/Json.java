package mote.cli;

import module java.base;

/// One JSON object on one line, for programs that read the output. Fields stand in the order in which they are put.
final class Json {

    private final StringBuilder text = new StringBuilder("{");

    /// An object whose first field says what happened.
    static Json event(String name) { return new Json().put("event", name); }

    /// @param value null becomes JSON's null
    Json put(String name, String value) {
        name(name);
        value(value);
        return this;
    }

    Json put(String name, long value) {
        name(name);
        text.append(value);
        return this;
    }

    /// @param value null becomes JSON's null
    Json put(String name, BigDecimal value) {
        name(name);
        text.append(value == null ? "null" : value.toPlainString());
        return this;
    }

    /// An array of the texts of `values`.
    Json put(String name, List<?> values) {
        name(name);
        char before = '[';
        for (Object value : values) {
            text.append(before);
            value(value.toString());
            before = ',';
        }
        text.append(values.isEmpty() ? "[]" : "]");
        return this;
    }

    /// An object in this one.
    Json put(String name, Json object) {
        name(name);
        text.append(object);
        return this;
    }

    @Override public String toString() { return text + "}"; }

    private void name(String name) {
        if (text.length() > 1) text.append(',');
        value(name);
        text.append(':');
    }

    private void value(String value) {
        if (value == null) {
            text.append("null");
        } else {
            Escape.json(value, text);
        }
    }
}
