package mote.trace;

import module java.base;
import mote.bytes.*;
import mote.io.*;

/// multistream-select, and then what was agreed on.
///
/// Where a negotiation ends is seen from its answers. The side that answers is done with the first that is not `na`.
/// The side that proposes goes on with the protocol after a proposal, unless it has been refused: it cannot know that
/// it has to propose another before the refusal has passed here.
final class NegotiationTrace implements Dissector {

    private static final String HEADER = "/multistream/1.0.0";
    private static final String NOT_AVAILABLE = "na";

    private final Place place;
    private final Tap.Direction proposer;
    private final Function<String, Dissector> next;
    private final Map<Tap.Direction, Pending> pending = Dissector.both(Pending::new);
    private final EnumSet<Tap.Direction> greeted = EnumSet.noneOf(Tap.Direction.class);
    private final EnumSet<Tap.Direction> broken = EnumSet.noneOf(Tap.Direction.class);

    /// What was proposed last; null before, and when it was refused.
    private String proposal;
    private boolean agreed;
    private Dissector inner;

    /// @param proposer the direction of the proposals
    /// @param next what follows, by the name of the protocol
    NegotiationTrace(Place place, Tap.Direction proposer, Function<String, Dissector> next) {
        this.place = place;
        this.proposer = proposer;
        this.next = next;
    }

    @Override
    public void bytes(Tap.Direction direction, Bytes piece) {
        Pending side = pending.get(direction);
        side.add(piece);
        while (!side.isEmpty()) {
            if (broken.contains(direction)) {
                place.data(direction, "not a negotiation", side.takeAll());
            } else if (isOver(direction)) {
                if (inner == null) inner = next.apply(proposal);
                inner.bytes(direction, side.takeAll());
            } else if (!line(direction, side)) {
                return;
            }
        }
    }

    @Override
    public void end(Tap.Direction direction) {
        place.data(direction, "cut short", pending.get(direction).takeAll());
        if (inner != null) inner.end(direction);
    }

    private boolean isOver(Tap.Direction direction) { return direction == proposer ? proposal != null : agreed; }

    /// Shows the next line. Returns false where it is not complete.
    private boolean line(Tap.Direction direction, Pending side) {
        Bytes line;
        String text;
        try {
            line = side.takeFrame(Limits.DEFAULT.lineBytes());
            if (line.isEmpty()) return false;
            text = new Reader(line).lengthPrefixed(line.length()).utf8();
        } catch (P2pException malformed) {
            broken.add(direction);
            return true;
        }
        if (!text.endsWith("\n")) {
            broken.add(direction);
            place.data(direction, "not a negotiation", line);
            return true;
        }
        show(direction, line, text.substring(0, text.length() - 1));
        return true;
    }

    private void show(Tap.Direction direction, Bytes line, String text) {
        Kind kind = kind(direction, text);
        int prefix = line.length() < 1 << 7 ? 1 : 2;
        place.show(direction, kind, text, line, List.of(
                Field.of("length", line.slice(0, prefix), Integer.toString(line.length() - prefix),
                        "bytes to come, the line feed (0a) included"),
                Field.of("text", line.slice(prefix), text, "")));
        switch (kind) {
            case MULTISTREAM_PROPOSAL -> proposal = text;
            case MULTISTREAM_NA -> {
                proposal = null;
                inner = null;
            }
            case MULTISTREAM_YES -> {
                agreed = true;
                if (inner == null) inner = next.apply(text);
            }
            default -> greeted.add(direction);
        }
    }

    private Kind kind(Tap.Direction direction, String text) {
        if (!greeted.contains(direction) && text.equals(HEADER)) return Kind.MULTISTREAM_HEADER;
        if (direction == proposer) return Kind.MULTISTREAM_PROPOSAL;
        return text.equals(NOT_AVAILABLE) ? Kind.MULTISTREAM_NA : Kind.MULTISTREAM_YES;
    }
}
