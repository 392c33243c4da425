package mote.trace;

import module java.base;
import mote.bytes.*;
import mote.io.*;
import mote.mux.yamux.*;

/// yamux: frames, and the streams that their bodies belong to.
final class YamuxTrace implements Dissector {

    private final Place channel;
    private final Protocols protocols;
    private final Map<Tap.Direction, Half> halves = Dissector.both(Half::new);
    /// Those that are open, as far as the frames tell.
    private final Map<Long, Opened> streams = new LinkedHashMap<>();

    /// What is spoken on streams.
    @FunctionalInterface interface Protocols {
        /// @param protocol its name
        /// @param opener the direction in which the stream was opened
        Dissector of(String protocol, Place stream, Tap.Direction opener);
    }

    /// What goes in one direction.
    private static final class Half {
        private final Pending header = new Pending();
        private long bodyLeft;
        private long stream;
        private boolean broken;
    }

    private static final class Opened {
        private final Dissector content;
        private final EnumSet<Tap.Direction> finished = EnumSet.noneOf(Tap.Direction.class);

        Opened(Dissector content) { this.content = content; }
    }

    YamuxTrace(Place channel, Protocols protocols) {
        this.channel = channel;
        this.protocols = protocols;
    }

    @Override
    public void bytes(Tap.Direction direction, Bytes piece) {
        Half half = halves.get(direction);
        for (Bytes left = piece; !left.isEmpty();) {
            int count = (int) Math.min(left.length(), half.broken ? left.length() : half.bodyLeft > 0 ? half.bodyLeft
                    : Frame.HEADER_BYTES - half.header.length());
            Bytes part = left.slice(0, count);
            left = left.slice(count);
            if (half.broken) {
                channel.data(direction, "after a frame that is none", part);
            } else if (half.bodyLeft > 0) {
                body(direction, half, part);
            } else {
                half.header.add(part);
                if (half.header.length() == Frame.HEADER_BYTES) header(direction, half, half.header.takeAll());
            }
        }
    }

    @Override
    public void end(Tap.Direction direction) {
        channel.data(direction, "cut short", halves.get(direction).header.takeAll());
        streams.values().forEach(stream -> stream.content.end(direction));
    }

    private void header(Tap.Direction direction, Half half, Bytes header) {
        Frame frame;
        try {
            frame = Frame.decode(header.buffer());
        } catch (P2pException malformed) {
            half.broken = true;
            channel.data(direction, malformed.getMessage(), header);
            return;
        }
        show(direction, frame, header);
        if (frame.stream() > 0) follow(direction, frame);
        half.stream = frame.stream();
        half.bodyLeft = frame.type() == Frame.Type.DATA ? frame.length() : 0;
        if (half.bodyLeft == 0) forget(frame.stream());
    }

    private void body(Tap.Direction direction, Half half, Bytes part) {
        Opened stream = streams.get(half.stream);
        if (stream == null) {
            var place = new Place(channel.connection(), Pipe.STREAM, half.stream);
            place.data(direction, "of a stream that is not followed", part);
        } else {
            stream.content.bytes(direction, part);
        }
        half.bodyLeft -= part.length();
        if (half.bodyLeft == 0) forget(half.stream);
    }

    /// Notes what a frame means for its stream.
    private void follow(Tap.Direction direction, Frame frame) {
        if (frame.has(Frame.SYN) && streams.size() < Limits.DEFAULT.streams()) {
            var place = new Place(channel.connection(), Pipe.STREAM, frame.stream());
            streams.putIfAbsent(frame.stream(), new Opened(new NegotiationTrace(place, direction,
                    protocol -> protocols.of(protocol, place, direction))));
        }
        Opened stream = streams.get(frame.stream());
        if (stream != null && frame.has(Frame.FIN)) stream.finished.add(direction);
        if (stream != null && frame.has(Frame.RST)) {
            stream.finished.addAll(EnumSet.allOf(Tap.Direction.class));
        }
    }

    private void forget(long id) {
        Opened stream = streams.get(id);
        if (stream != null && stream.finished.size() == Tap.Direction.values().length) {
            for (Tap.Direction direction : Tap.Direction.values()) {
                stream.content.end(direction);
            }
            streams.remove(id);
        }
    }

    private void show(Tap.Direction direction, Frame frame, Bytes header) {
        Kind kind = kind(frame);
        String flags = flags(frame);
        String detail = (flags.isEmpty() ? "" : flags + ", ")
                + (frame.stream() == 0 ? "the whole connection" : "stream " + frame.stream());
        channel.show(direction, kind, detail, header, List.of(
                Field.of("version", header.slice(0, 1), "0", ""),
                Field.of("type", header.slice(1, 2), Integer.toString(frame.type().ordinal()), type(frame)),
                Field.of("flags", header.slice(2, 4), flags.isEmpty() ? "none" : flags, meaning(frame)),
                Field.of("stream id", header.slice(4, 8), Long.toString(frame.stream()),
                        frame.stream() == 0 ? "the connection itself" : ""),
                Field.of("length", header.slice(8), Long.toString(frame.length()), length(frame))));
    }

    private static Kind kind(Frame frame) {
        return switch (frame.type()) {
            case DATA -> Kind.YAMUX_DATA;
            case WINDOW_UPDATE -> Kind.YAMUX_WINDOW_UPDATE;
            case PING -> Kind.YAMUX_PING;
            case GO_AWAY -> Kind.YAMUX_GO_AWAY;
        };
    }

    private static String type(Frame frame) {
        return switch (frame.type()) {
            case DATA -> "Data";
            case WINDOW_UPDATE -> "Window Update";
            case PING -> "Ping";
            case GO_AWAY -> "Go Away";
        };
    }

    private static String flags(Frame frame) {
        var names = new ArrayList<String>();
        if (frame.has(Frame.SYN)) names.add("SYN");
        if (frame.has(Frame.ACK)) names.add("ACK");
        if (frame.has(Frame.FIN)) names.add("FIN");
        if (frame.has(Frame.RST)) names.add("RST");
        return String.join(" ", names);
    }

    private static String meaning(Frame frame) {
        boolean isPing = frame.type() == Frame.Type.PING;
        var meanings = new ArrayList<String>();
        if (frame.has(Frame.SYN)) meanings.add(isPing ? "a question" : "opens the stream");
        if (frame.has(Frame.ACK)) meanings.add(isPing ? "the answer" : "accepts the stream");
        if (frame.has(Frame.FIN)) meanings.add("the sender has said all");
        if (frame.has(Frame.RST)) meanings.add("gives the stream up");
        return String.join(", ", meanings);
    }

    private static String length(Frame frame) {
        return switch (frame.type()) {
            case DATA -> frame.length() == 0 ? "nothing follows" : "bytes of the stream follow";
            case WINDOW_UPDATE -> frame.has(Frame.RST) ? "a code: why" : frame.length() == 0 ? "no new credit"
                    : "more bytes may be sent";
            case PING -> "any number, to be sent back";
            case GO_AWAY -> frame.length() == 0 ? "in order" : "a code: what went wrong";
        };
    }
}
