package fuzz;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mote.bytes.Bytes;

/// Finds the [Item]s of an input. It takes any input: what makes no sense to it is one item at the end. Encoding the
/// items gives the input again.
@FunctionalInterface
public interface Grammar {

    List<Item> parse(Bytes input);

    /// Nothing is known: one item.
    static List<Item> none(Bytes input) {
        return List.of(Item.leaf(input));
    }

    /// Fields of protobuf, with messages, DER and text inside of them.
    static List<Item> protobuf(Bytes input) {
        return sequence(input, Grammar::field);
    }

    /// Elements of DER.
    static List<Item> der(Bytes input) {
        return sequence(input, Grammar::element);
    }

    /// Anything with a varint as its length, one after the other.
    static List<Item> lengths(Bytes input) {
        return sequence(input, in -> framed(in, Bytes.EMPTY));
    }

    /// Tags of one byte, each with a varint length and perhaps protobuf: multihashes.
    static List<Item> tagged(Bytes input) {
        return sequence(input, in -> framed(in, take(in, 1)));
    }

    /// Varints.
    static List<Item> varints(Bytes input) {
        return sequence(input, in -> Item.leaf(varint(in)));
    }

    /// Fields of these lengths.
    static Grammar fixed(int... lengths) {
        return input -> {
            var items = new ArrayList<Item>();
            int at = 0;
            for (int length : lengths) {
                int to = Math.min(input.length(), at + length);
                items.add(Item.leaf(input.slice(at, to)));
                at = to;
            }
            items.add(Item.leaf(input.slice(at)));
            return items;
        };
    }

    /// Words, each with the sign before it.
    static List<Item> text(Bytes input) {
        var items = new ArrayList<Item>();
        for (int at = 0; at < input.length();) {
            int word = isSign(input.at(at)) ? at + 1 : at;
            int end = word;
            while (end < input.length() && !isSign(input.at(end))) {
                end++;
            }
            items.add(Item.of(input.slice(at, word), Item.Form.NONE, input.slice(word, end), List.of()));
            at = end;
        }
        return items;
    }

    private static boolean isSign(int octet) {
        return octet < 0x80 && !Character.isLetterOrDigit(octet);
    }

    /// Reads one item, or fails at the end of the buffer.
    @FunctionalInterface
    interface One {
        Item read(ByteBuffer in);
    }

    /// As many items as there are, then the rest.
    public static List<Item> sequence(Bytes input, One one) {
        var items = new ArrayList<Item>();
        ByteBuffer in = input.buffer();
        int at = 0;
        try {
            while (in.hasRemaining()) {
                items.add(one.read(in));
                at = in.position();
            }
        } catch (BufferUnderflowException | IllegalArgumentException malformed) {
            items.add(Item.leaf(input.slice(at)));
        }
        return items;
    }

    private static Item field(ByteBuffer in) {
        Bytes tag = varint(in);
        return switch (tag.at(0) & 7) {
            case 0 -> Item.of(tag, Item.Form.NONE, varint(in), List.of());
            case 1 -> Item.of(tag, Item.Form.NONE, take(in, 8), List.of());
            case 2 -> framed(in, tag);
            case 3, 4 -> Item.of(tag, Item.Form.NONE, Bytes.EMPTY, List.of());
            case 5 -> Item.of(tag, Item.Form.NONE, take(in, 4), List.of());
            default -> throw new IllegalArgumentException("no wire type");
        };
    }

    /// What comes after `tag`: a varint length and as many bytes, which may be anything.
    static Item framed(ByteBuffer in, Bytes tag) {
        long length = number(varint(in));
        Bytes content = take(in, length);
        List<Item> parts = whole(content, Grammar::element).or(() -> whole(content, Grammar::field)).orElse(List.of());
        return Item.of(tag, Item.Form.VARINT, content, parts);
    }

    private static Item element(ByteBuffer in) {
        Bytes tag = take(in, 1);
        int first = in.get() & 0xff;
        if (first > 0x83) {
            throw new IllegalArgumentException("no length");
        }
        Bytes content = take(in, first < 0x80 ? first : Long.parseLong(take(in, first & 0x7f).hex(), 16));
        boolean constructed = (tag.at(0) & 0x20) != 0;
        if (constructed) {
            return Item.of(tag, Item.Form.DER, content, whole(content, Grammar::element).orElse(List.of()));
        }
        // A bit string begins with the number of bits that are not used.
        List<Item> inner = tag.at(0) == 3 && content.length() > 1 && content.at(0) == 0 && content.at(1) == 0x30
                ? whole(content.slice(1), Grammar::element).orElse(List.of()) : List.of();
        if (inner.isEmpty()) {
            return Item.of(tag, Item.Form.DER, content, List.of());
        }
        var parts = new ArrayList<>(inner);
        parts.addFirst(Item.leaf(content.slice(0, 1)));
        return Item.of(tag, Item.Form.DER, content, parts);
    }

    /// The items of all of `content`, where it is made of such items and nothing else.
    private static Optional<List<Item>> whole(Bytes content, One one) {
        var items = new ArrayList<Item>();
        ByteBuffer in = content.buffer();
        try {
            while (in.hasRemaining()) {
                items.add(one.read(in));
            }
        } catch (BufferUnderflowException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
        return Item.encode(items).equals(content) ? Optional.of(items) : Optional.empty();
    }

    static Bytes varint(ByteBuffer in) {
        int start = in.position();
        while (in.get() < 0) {
            if (in.position() - start == 10) {
                throw new IllegalArgumentException("no varint");
            }
        }
        int end = in.position();
        return take(in.position(start), end - start);
    }

    static long number(Bytes varint) {
        long number = 0;
        for (int i = 0; i < varint.length(); i++) {
            number |= (long) (varint.at(i) & 0x7f) << 7 * i;
        }
        return number;
    }

    static Bytes take(ByteBuffer in, long count) {
        if (count < 0 || count > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] taken = new byte[(int) count];
        in.get(taken);
        return Bytes.copyOf(taken);
    }
}
