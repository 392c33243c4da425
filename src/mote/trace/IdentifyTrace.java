package mote.trace;

import module java.base;
import mote.bytes.*;
import mote.crypto.*;
import mote.io.*;
import mote.multiaddr.*;
import mote.peer.*;
import mote.protocol.identify.*;
import mote.record.*;

/// Identify and its push: messages in protobuf, each with its length before it.
final class IdentifyTrace implements Dissector {

    private final Place stream;
    private final Map<Tap.Direction, Pending> pending = Dissector.both(Pending::new);
    private final EnumSet<Tap.Direction> broken = EnumSet.noneOf(Tap.Direction.class);

    IdentifyTrace(Place stream) { this.stream = stream; }

    @Override
    public void bytes(Tap.Direction direction, Bytes piece) {
        Pending side = pending.get(direction);
        side.add(piece);
        while (!side.isEmpty() && !broken.contains(direction)) {
            try {
                Bytes frame = side.takeFrame(mote.trace.Limits.DEFAULT.identifyBytes());
                if (frame.isEmpty()) return;
                show(direction, frame);
            } catch (P2pException malformed) {
                broken.add(direction);
            }
        }
        stream.data(direction, "not identify", side.takeAll());
    }

    @Override
    public void end(Tap.Direction direction) {
        stream.data(direction, "cut short", pending.get(direction).takeAll());
    }

    private void show(Tap.Direction direction, Bytes frame) {
        var fields = new ArrayList<Field>();
        try {
            Bytes body = new Reader(frame).lengthPrefixed(frame.length());
            int prefix = frame.length() - body.length();
            fields.add(Field.of("length", frame.slice(0, prefix), Integer.toString(body.length()), "bytes to come"));
            fields.add(Field.of("message", body, body.length() + " bytes", "Identify in protobuf:"));
            fields(IdentifyMessage.decode(body), fields);
        } catch (P2pException malformed) {
            fields.add(Field.of("malformed", malformed.getMessage(), ""));
        }
        stream.show(direction, Kind.IDENTIFY, "", frame, fields);
    }

    private static void fields(IdentifyMessage said, List<Field> fields) throws P2pException {
        if (said.publicKey().isPresent()) {
            PublicKey key = PublicKey.decode(said.publicKey().get());
            fields.add(Field.of("publicKey", key.type() + " " + key.data().hex(), "peer id " + PeerId.of(key)));
        }
        fields.add(Field.repeated("listenAddrs", texts(said.listenAddresses()), "where the sender listens"));
        fields.add(Field.repeated("protocols", said.protocols(), "what the sender answers"));
        said.observedAddress().ifPresent(address -> fields.add(Field.of("observedAddr",
                texts(List.of(address)).getFirst(),
                "where the sender sees the reader: how one behind a router learns its address")));
        said.protocolVersion().ifPresent(version -> fields.add(Field.of("protocolVersion", version,
                "the family of protocols")));
        said.agentVersion().ifPresent(agent -> fields.add(Field.of("agentVersion", agent, "the sender's program")));
        if (said.signedPeerRecord().isPresent()) {
            fields.add(record(Envelope.decode(said.signedPeerRecord().get())));
        }
    }

    private static Field record(Envelope envelope) {
        try {
            PeerRecord record = PeerRecord.open(envelope, true);
            return Field.of("signedPeerRecord", "seq " + Long.toUnsignedString(record.sequence()) + ", "
                    + record.addresses().size() + " addresses, signed by " + record.peer(),
                    "the addresses again, in a form that others can be shown");
        } catch (P2pException invalid) {
            return Field.of("signedPeerRecord", "invalid: " + invalid.getMessage(), "");
        }
    }

    private static List<String> texts(List<Bytes> addresses) {
        var texts = new ArrayList<String>();
        for (Bytes address : addresses) {
            try {
                texts.add(Multiaddr.decode(address).toString());
            } catch (P2pException unknown) {
                texts.add("unknown: " + address);
            }
        }
        return texts;
    }
}
