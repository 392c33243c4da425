package attacks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import mote.bytes.Bytes;
import mote.bytes.Writer;
import mote.connection.Connection;
import mote.crypto.Identity;
import mote.mux.Stream;
import mote.peer.PeerId;
import mote.protobuf.ProtoWriter;
import mote.protocol.identify.Identify;
import mote.record.Envelope;
import mote.secure.noise.ForgedHandshake;

/// All the ways on which bytes of a stranger come to a decoder of the node:
///
/// ```
///   multistream  Noise message  its payload  the key in it  yamux frame  multistream on a stream
///   identify's length, its message, its fields: address, observed address, protocol, envelope
///   an envelope's key, its payload     the answer to the node's own question
/// ```
///
/// After each the connection or stream has to come to an end, or to go on: nothing waits longer than a limit.
final class Ways {

    private static final int ANY = 1 << 20;
    /// Of an input in a field of an identify message: with more the message is refused by its length.
    private static final int FIELD_BYTES = 7_900;
    private static final String DOMAIN = "libp2p-peer-record";
    private static final Bytes RECORD = Bytes.ofHex("0301");

    private final Attacker attacker;
    private final Connection connection;

    Ways(Attacker attacker) throws IOException {
        this.attacker = attacker;
        connection = attacker.connection(attacker.identity);
    }

    /// Sends each input on all ways.
    void send(List<Bytes> inputs) throws IOException {
        for (Bytes input : inputs) {
            beforeAnybodyIsKnown(input);
            inTheHandshake(input);
            insideOfAConnection(input);
            push(input);
            push(new Writer(ANY).lengthPrefixed(input).toBytes());
            inIdentify(input);
        }
    }

    private void beforeAnybodyIsKnown(Bytes input) throws IOException {
        ended(offer(attacker.connect(), input));
        ended(offer(attacker.connect().send(Raw.HEADER), input));
        ended(offer(attacker.connect().send(Raw.HEADER).send(Raw.NOISE),
                ForgedHandshake.framed(fit(input, 65_535))));
    }

    /// As the whole payload of a handshake, and as the key in it.
    void inTheHandshake(Bytes input) throws IOException {
        handshake((_, _) -> fit(input, 60_000));
        key(input);
    }

    /// As the key that signs the handshake, with a signature of another.
    void key(Bytes key) throws IOException {
        handshake((forged, identity) -> ForgedHandshake.payload(fit(key, 60_000), forged.signature(identity)));
    }

    /// As the signature of the handshake.
    void signature(Bytes key, Bytes signature) throws IOException {
        handshake((_, _) -> ForgedHandshake.payload(key, signature));
    }

    @FunctionalInterface
    interface Payload {
        Bytes of(ForgedHandshake forged, Identity identity);
    }

    void handshake(Payload payload) throws IOException {
        Raw raw = attacker.connect();
        raw.send(Raw.HEADER).send(Raw.NOISE);
        raw.readFully(ByteBuffer.allocate(Raw.HEADER.length() + Raw.NOISE.length()));
        var forged = new ForgedHandshake(raw, attacker.secureRandom);
        ended(offer(raw, forged.third(payload.of(forged, attacker.identity))));
    }

    private void insideOfAConnection(Bytes input) throws IOException {
        Secured frames = attacker.secured();
        frames.flood(1, _ -> input);
        ended(frames.raw());
        Secured stream = attacker.secured();
        stream.flood(1, _ -> Secured.data(Secured.SYN, 1, fit(input, Secured.WINDOW)));
        ended(stream.raw());
        Secured answering = attacker.secured();
        Secured.Frame asked = answering.next(2, Secured.SYN);
        answering.flood(1, _ -> Secured.data(Secured.ACK | Secured.FIN, asked.stream(),
                Raw.HEADER.concat(Raw.line(Identify.ID.text())).concat(fit(input, 100_000))));
        ended(answering.raw());
    }

    /// As what a peer says about itself, length and all.
    void push(Bytes said) throws IOException {
        Stream stream = connection.open(Identify.PUSH);
        try {
            stream.write(said.buffer());
            stream.closeWrite();
            stream.readFully(ByteBuffer.allocate(1));
        } catch (IOException ended) {
            stream.reset(0);
            return;
        }
        throw new AssertionError("an answer to a push");
    }

    private void inIdentify(Bytes input) throws IOException {
        Bytes field = fit(input, FIELD_BYTES);
        for (int number : new int[] {1, 2, 3, 4, 5, 6, 8}) {
            say(new ProtoWriter(ANY).bytes(number, field));
        }
        record(field);
        Bytes good = Envelope.seal(attacker.identity, DOMAIN, RECORD, Bytes.ofHex("00")).signature();
        envelope(new ProtoWriter(ANY).bytes(1, field).bytes(2, RECORD).bytes(3, field).bytes(5, good));
    }

    /// As a record that is signed as it should be.
    void record(Bytes record) throws IOException {
        if (!record.isEmpty()) {
            say(new ProtoWriter(ANY).bytes(8, Envelope.seal(attacker.identity, DOMAIN, RECORD,
                    fit(record, FIELD_BYTES - 200)).encode()));
        }
    }

    void envelope(ProtoWriter envelope) throws IOException {
        say(new ProtoWriter(ANY).bytes(8, envelope.toBytes()));
    }

    void say(ProtoWriter message) throws IOException {
        push(new Writer(ANY).lengthPrefixed(message.toBytes()).toBytes());
    }

    /// Who says all this.
    PeerId self() {
        return PeerId.of(attacker.identity.publicKey());
    }

    /// The beginning of `input`.
    static Bytes fit(Bytes input, int most) {
        return input.slice(0, Math.min(input.length(), most));
    }

    static List<Bytes> hex(String... texts) {
        var all = new ArrayList<Bytes>();
        for (String text : texts) {
            all.add(Bytes.ofHex(text));
        }
        return all;
    }

    /// Sends, where the node has not had enough before.
    private static Raw offer(Raw raw, Bytes bytes) {
        raw.flood(bytes, 1);
        return raw;
    }

    /// The attacker says no more; what the node makes of it, it makes by itself.
    private static void ended(Raw raw) {
        try {
            raw.closeWrite();
            raw.untilClosed();
        } catch (IOException closed) {
            return;
        } finally {
            raw.close();
        }
    }
}
