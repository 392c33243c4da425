package mote.bytes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A value of a JSON file of test vectors, in the order of the file. What is asked for must be there: anything else is
/// an [IllegalStateException].
public record Json(Object value) {

    public static Json parse(String text) {
        var parser = new Parser(text);
        Object value = parser.value();
        parser.expect(parser.at == text.length());
        return new Json(value);
    }

    public boolean has(String key) {
        return as(Map.class).containsKey(key);
    }

    public Json get(String key) {
        if (!has(key)) {
            throw new IllegalStateException("no " + key + " in " + value);
        }
        return new Json(as(Map.class).get(key));
    }

    public List<String> keys() {
        var keys = new ArrayList<String>();
        for (Object key : as(Map.class).keySet()) {
            keys.add((String) key);
        }
        return keys;
    }

    public List<Json> list() {
        var elements = new ArrayList<Json>();
        for (Object element : as(List.class)) {
            elements.add(new Json(element));
        }
        return elements;
    }

    public Json at(int index) {
        return list().get(index);
    }

    public String text() {
        return as(String.class);
    }

    /// The bytes that a string of hexadecimal digits writes.
    public Bytes hex() {
        return Bytes.ofHex(text());
    }

    public long number() {
        return Long.parseLong(as(Number.class).toString());
    }

    public boolean bool() {
        return as(Boolean.class);
    }

    private <T> T as(Class<T> type) {
        if (!type.isInstance(value)) {
            throw new IllegalStateException("not a " + type.getSimpleName() + ": " + value);
        }
        return type.cast(value);
    }

    private static final class Parser {
        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
            space();
        }

        Object value() {
            Object value = switch (text.charAt(at)) {
                case '{' -> object();
                case '[' -> array();
                case '"' -> string();
                case 't' -> word("true", true);
                case 'f' -> word("false", false);
                case 'n' -> word("null", null);
                default -> number();
            };
            space();
            return value;
        }

        private Map<String, Object> object() {
            var members = new LinkedHashMap<String, Object>();
            take('{');
            while (text.charAt(at) != '}') {
                String key = string();
                space();
                take(':');
                members.put(key, value());
                comma('}');
            }
            at++;
            return members;
        }

        private List<Object> array() {
            var elements = new ArrayList<Object>();
            take('[');
            while (text.charAt(at) != ']') {
                elements.add(value());
                comma(']');
            }
            at++;
            return elements;
        }

        private String string() {
            var string = new StringBuilder();
            expect(text.charAt(at++) == '"');
            for (char c = text.charAt(at++); c != '"'; c = text.charAt(at++)) {
                string.append(c == '\\' ? escape() : c);
            }
            return string.toString();
        }

        private char escape() {
            char c = text.charAt(at++);
            return switch (c) {
                case 'b' -> '\b';
                case 'f' -> '\f';
                case 'n' -> '\n';
                case 'r' -> '\r';
                case 't' -> '\t';
                case 'u' -> (char) Integer.parseInt(text, at, at += 4, 16);
                default -> c;
            };
        }

        private Object number() {
            int from = at;
            while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            String digits = text.substring(from, at);
            if (digits.contains(".") || digits.contains("e") || digits.contains("E")) {
                return Double.valueOf(digits);
            }
            return Long.valueOf(digits);
        }

        private Object word(String word, Object value) {
            expect(text.startsWith(word, at));
            at += word.length();
            return value;
        }

        private void comma(char end) {
            if (text.charAt(at) != end) {
                take(',');
            }
        }

        private void take(char c) {
            expect(text.charAt(at) == c);
            at++;
            space();
        }

        private void space() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }

        private void expect(boolean condition) {
            if (!condition) {
                throw new IllegalStateException("not JSON at " + at);
            }
        }
    }
}
