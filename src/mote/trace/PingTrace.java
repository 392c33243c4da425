package mote.trace;

import module java.base;
import mote.bytes.*;
import mote.io.*;
import mote.protocol.ping.*;

/// Ping: 32 bytes, and the same 32 bytes.
final class PingTrace implements Dissector {

    private final Place stream;
    private final Tap.Direction asker;
    private final Map<Tap.Direction, Pending> pending = Dissector.both(Pending::new);
    private Bytes asked = Bytes.EMPTY;

    /// @param asker the direction of the questions
    PingTrace(Place stream, Tap.Direction asker) {
        this.stream = stream;
        this.asker = asker;
    }

    @Override
    public void bytes(Tap.Direction direction, Bytes piece) {
        Pending side = pending.get(direction);
        side.add(piece);
        while (side.length() >= Ping.PAYLOAD_BYTES) {
            Bytes payload = side.take(Ping.PAYLOAD_BYTES);
            String note = direction == asker ? "random"
                    : payload.equals(asked) ? "the same" : "not those of the question";
            stream.show(direction, direction == asker ? Kind.PING : Kind.PONG, "", payload,
                    List.of(Field.of("payload", payload, payload.hex(), note)));
            if (direction == asker) asked = payload;
        }
    }

    @Override
    public void end(Tap.Direction direction) {
        stream.data(direction, "cut short", pending.get(direction).takeAll());
    }
}
