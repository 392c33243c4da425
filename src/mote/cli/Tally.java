package mote.cli;

import module java.base;
import mote.io.*;
import mote.trace.*;

/// What a traced connection spent its bytes on.
final class Tally implements Consumer<Message> {

    /// What bytes are for. Together these are all that the socket carries.
    enum Purpose {
        AGREEMENT("multistream-select: agreeing on protocols"),
        HANDSHAKE("Noise: the handshake"),
        ENCRYPTION("Noise: lengths and tags"),
        FRAMING("yamux: headers"),
        IDENTIFY("identify"),
        PING("ping"),
        OTHER("other");

        private final String text;

        Purpose(String text) { this.text = text; }
    }

    /// Of the length and the tag of each transport message.
    private static final int ENVELOPE_BYTES = 18;

    private final Map<Tap.Direction, long[]> counts = new EnumMap<>(Tap.Direction.class);
    private final Map<Tap.Direction, Long> carried = new EnumMap<>(Tap.Direction.class);

    @Override
    public synchronized void accept(Message message) {
        int bytes = message.bytes().length();
        boolean isEnvelope = message.kind() == Kind.NOISE_TRANSPORT;
        counts.computeIfAbsent(message.direction(), _ -> new long[Purpose.values().length])[
                purpose(message.kind()).ordinal()] += isEnvelope ? ENVELOPE_BYTES : bytes;
        if (message.pipe() == Pipe.LINK) carried.merge(message.direction(), (long) bytes, Long::sum);
    }

    synchronized long of(Tap.Direction direction, Purpose purpose) {
        long[] row = counts.get(direction);
        return row == null ? 0 : row[purpose.ordinal()];
    }

    /// All bytes of the socket.
    synchronized long carried(Tap.Direction direction) { return carried.getOrDefault(direction, 0L); }

    void print(Shell shell) {
        shell.result(String.format("%-46s %8s %8s", "bytes", "-->", "<--"));
        for (Purpose purpose : Purpose.values()) {
            row(shell, purpose.text, of(Tap.Direction.OUT, purpose), of(Tap.Direction.IN, purpose));
        }
        row(shell, "all that the socket carried", carried(Tap.Direction.OUT), carried(Tap.Direction.IN));
    }

    Json json() {
        return Json.event("summary").put("sent", json(Tap.Direction.OUT)).put("received", json(Tap.Direction.IN));
    }

    private Json json(Tap.Direction direction) {
        var json = new Json();
        for (Purpose purpose : Purpose.values()) {
            json.put(purpose.name().toLowerCase(Locale.ROOT), of(direction, purpose));
        }
        return json.put("all", carried(direction));
    }

    private static void row(Shell shell, String name, long sent, long received) {
        if (sent + received > 0) shell.result(String.format("%-46s %8d %8d", name, sent, received));
    }

    private static Purpose purpose(Kind kind) {
        return switch (kind) {
            case MULTISTREAM_HEADER, MULTISTREAM_PROPOSAL, MULTISTREAM_YES, MULTISTREAM_NA -> Purpose.AGREEMENT;
            case NOISE_1, NOISE_2, NOISE_3 -> Purpose.HANDSHAKE;
            case NOISE_TRANSPORT -> Purpose.ENCRYPTION;
            case YAMUX_DATA, YAMUX_WINDOW_UPDATE, YAMUX_PING, YAMUX_GO_AWAY -> Purpose.FRAMING;
            case IDENTIFY -> Purpose.IDENTIFY;
            case PING, PONG -> Purpose.PING;
            case TCP_OPEN, TCP_FIN, TCP_CLOSE, DATA -> Purpose.OTHER;
        };
    }
}
