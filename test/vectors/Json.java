package vectors;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mote.bytes.Bytes;

/// A value of a JSON file (RFC 8259), read as a whole: enough for files of test vectors, which are trusted.
/// A question that does not fit the value fails with a ClassCastException or a NullPointerException.
public final class Json {

    private final Object value;

    private Json(Object value) {
        this.value = value;
    }

    public static Json parse(String text) {
        Parser parser = new Parser(text);
        Json json = new Json(parser.value());
        parser.end();
        return json;
    }

    /// The member `key` of an object.
    public Json at(String key) {
        return new Json(object().get(key));
    }

    public boolean has(String key) {
        return object().containsKey(key);
    }

    /// The keys of an object, in the order of the file.
    public List<String> keys() {
        List<String> keys = new ArrayList<>();
        object().keySet().forEach(key -> keys.add((String) key));
        return keys;
    }

    /// The elements of an array.
    public List<Json> list() {
        List<Json> elements = new ArrayList<>();
        for (Object element : (List<?>) value) {
            elements.add(new Json(element));
        }
        return elements;
    }

    public String text() {
        return (String) value;
    }

    /// The text member `key`.
    public String text(String key) {
        return at(key).text();
    }

    /// The bytes that the text member `key` writes in hexadecimal.
    public Bytes hex(String key) {
        return Bytes.ofHex(text(key));
    }

    public long number() {
        return Long.parseLong(((Number) value).literal());
    }

    public double decimal() {
        return Double.parseDouble(((Number) value).literal());
    }

    public boolean bool() {
        return (Boolean) value;
    }

    public boolean isNull() {
        return value == null;
    }

    @Override
    public String toString() {
        return String.valueOf(value);
    }

    private Map<?, ?> object() {
        return (Map<?, ?>) value;
    }

    private record Number(String literal) {
    }

    private static final class Parser {

        private final String text;
        private int position;

        Parser(String text) {
            this.text = text;
        }

        Object value() {
            return switch (peek()) {
                case '{' -> object();
                case '[' -> array();
                case '"' -> string();
                case 't' -> literal("true", true);
                case 'f' -> literal("false", false);
                case 'n' -> literal("null", null);
                default -> number();
            };
        }

        void end() {
            skipSpace();
            if (position != text.length()) {
                throw new IllegalArgumentException("text after the value, at " + position);
            }
        }

        private Map<String, Object> object() {
            Map<String, Object> members = new LinkedHashMap<>();
            take('{');
            while (peek() != '}') {
                if (!members.isEmpty()) {
                    take(',');
                }
                String key = string();
                take(':');
                members.put(key, value());
            }
            take('}');
            return members;
        }

        private List<Object> array() {
            List<Object> elements = new ArrayList<>();
            take('[');
            while (peek() != ']') {
                if (!elements.isEmpty()) {
                    take(',');
                }
                elements.add(value());
            }
            take(']');
            return elements;
        }

        private String string() {
            StringBuilder string = new StringBuilder();
            take('"');
            while (text.charAt(position) != '"') {
                char c = text.charAt(position++);
                string.append(c == '\\' ? escaped() : c);
            }
            position++;
            return string.toString();
        }

        private char escaped() {
            char c = text.charAt(position++);
            return switch (c) {
                case 'b' -> '\b';
                case 'f' -> '\f';
                case 'n' -> '\n';
                case 'r' -> '\r';
                case 't' -> '\t';
                case 'u' -> {
                    position += 4;
                    yield (char) Integer.parseInt(text.substring(position - 4, position), 16);
                }
                default -> c;
            };
        }

        private Number number() {
            int start = position;
            while (position < text.length() && "+-.eE0123456789".indexOf(text.charAt(position)) >= 0) {
                position++;
            }
            if (start == position) {
                throw new IllegalArgumentException("no value at " + position);
            }
            return new Number(text.substring(start, position));
        }

        private Object literal(String word, Object meaning) {
            if (!text.startsWith(word, position)) {
                throw new IllegalArgumentException("no value at " + position);
            }
            position += word.length();
            return meaning;
        }

        private char peek() {
            skipSpace();
            return text.charAt(position);
        }

        private void take(char wanted) {
            if (peek() != wanted) {
                throw new IllegalArgumentException("no " + wanted + " at " + position);
            }
            position++;
        }

        private void skipSpace() {
            while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
                position++;
            }
        }
    }
}
