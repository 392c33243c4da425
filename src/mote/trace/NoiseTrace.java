package mote.trace;

import module java.base;
import mote.bytes.*;
import mote.crypto.*;
import mote.io.*;
import mote.peer.*;
import mote.secure.noise.*;

/// Noise: the handshake's messages, and then transport messages.
///
/// ```
///   link:     | length | e | s, encrypted | payload, encrypted |      | length | ciphertext | tag |
///   hidden:                  s   payload                                  plain
/// ```
///
/// It decrypts nothing and has no key: what the messages hide comes from the two ends of the cipher, as what the node
/// itself reads or writes, and is put together with the messages by order and length. A message is shown when both
/// are there; of what a transport message carries the beginning is enough, since the node may answer that before it
/// reads on.
final class NoiseTrace implements Dissector {

    private static final int LENGTH_BYTES = 2;
    /// spec: Noise, 4.2: "a ciphertext that is the same size as the plaintext plus 16 bytes for authentication data"
    private static final int TAG_BYTES = 16;

    private final Place link;
    private final Tap.Direction initiator;
    private final Map<Tap.Direction, Half> halves = Dissector.both(Half::new);
    private Dissector inner;

    /// What goes in one direction.
    private static final class Half {
        private final Pending raw = new Pending();
        private final Deque<Bytes> messages = new ArrayDeque<>();
        private final Deque<Bytes> hidden = new ArrayDeque<>();
        private final Pending plain = new Pending();
        private int shown;
        private long nonce;
        /// What the transport message that was shown last carries, and has not been seen.
        private int plainLeft;
    }

    /// @param initiator the direction of what the initiator sends
    NoiseTrace(Place link, Tap.Direction initiator) {
        this.link = link;
        this.initiator = initiator;
    }

    @Override
    public void bytes(Tap.Direction direction, Bytes piece) {
        Half half = halves.get(direction);
        half.raw.add(piece);
        while (half.raw.length() >= LENGTH_BYTES && half.raw.length() >= LENGTH_BYTES + half.raw.u16()) {
            half.messages.add(half.raw.take(LENGTH_BYTES + half.raw.u16()));
        }
        advance(direction, half);
    }

    /// What a message of the handshake hides: the static key and the payload.
    void hidden(Tap.Direction direction, Bytes keyAndPayload) {
        Half half = halves.get(direction);
        half.hidden.add(keyAndPayload);
        advance(direction, half);
    }

    /// What is carried once the handshake is over.
    void carries(Dissector dissector) { inner = dissector; }

    /// The next bytes that transport messages hide.
    void plain(Tap.Direction direction, Bytes piece) {
        Half half = halves.get(direction);
        half.plain.add(piece);
        advance(direction, half);
    }

    @Override
    public void end(Tap.Direction direction) {
        Half half = halves.get(direction);
        while (!half.messages.isEmpty()) {
            link.data(direction, "a Noise message that was not opened", half.messages.poll());
        }
        link.data(direction, "cut short", half.raw.takeAll());
        if (inner != null) inner.end(direction);
    }

    private void advance(Tap.Direction direction, Half half) {
        boolean more = true;
        while (more) {
            int step = 2 * half.shown + (direction == initiator ? 0 : 1);
            if (half.plainLeft > 0) {
                more = carried(direction, half);
            } else if (half.messages.isEmpty()) {
                more = false;
            } else if (step < Pattern.XX.messages().size()) {
                more = handshake(direction, half, step);
            } else {
                more = transport(direction, half);
            }
        }
    }

    /// Passes on what has come of the content. Returns false where that is nothing.
    private boolean carried(Tap.Direction direction, Half half) {
        int count = Math.min(half.plainLeft, half.plain.length());
        half.plainLeft -= count;
        if (count > 0) inner.bytes(direction, half.plain.take(count));
        return count > 0;
    }

    /// Shows a message of the handshake. Returns false where what it hides is not known yet.
    private boolean handshake(Tap.Direction direction, Half half, int step) {
        if (step > 0 && half.hidden.isEmpty()) return false;
        Bytes message = half.messages.poll();
        half.shown++;
        List<Pattern.Token> tokens = Pattern.XX.messages().get(step);
        var fields = new ArrayList<Field>();
        try {
            fields(new Reader(message), tokens, step == 0 ? Bytes.EMPTY : half.hidden.poll(), fields);
        } catch (P2pException malformed) {
            fields.add(Field.of("malformed", malformed.getMessage(), ""));
        }
        Kind kind = List.of(Kind.NOISE_1, Kind.NOISE_2, Kind.NOISE_3).get(step);
        String detail = tokens.stream().map(token -> token.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        link.show(direction, kind, detail, message, fields);
        return true;
    }

    private static void fields(Reader message, List<Pattern.Token> tokens, Bytes hidden, List<Field> fields)
            throws P2pException {
        fields.add(Field.of("length", message.bytes(LENGTH_BYTES), Integer.toString(message.remaining()),
                "bytes to come"));
        Reader clear = new Reader(hidden);
        for (Pattern.Token token : tokens) {
            fields.add(switch (token) {
                case E -> {
                    Bytes key = message.bytes(X25519.KEY_BYTES);
                    yield Field.of("e", key, key.hex(), "the sender's ephemeral public key, in the clear");
                }
                case S -> Field.of("s", message.bytes(X25519.KEY_BYTES + TAG_BYTES),
                        clear.bytes(X25519.KEY_BYTES).hex(),
                        "the sender's static public key; 32 bytes, and a tag of 16");
                case EE -> agreement("ee", "ephemeral and ephemeral key: a secret that the two now share");
                case ES -> agreement("es", "dialer's ephemeral, listener's static key: the listener owns s");
                case SE -> agreement("se", "dialer's static, listener's ephemeral key: the dialer owns s");
            });
        }
        if (!clear.isEmpty()) payload(message.rest(), clear.rest(), fields);
    }

    private static Field agreement(String name, String note) { return Field.of(name, "nothing is sent", note); }

    private static void payload(Bytes encrypted, Bytes payload, List<Field> fields) throws P2pException {
        fields.add(Field.of("payload", encrypted, payload.hex(),
                "NoiseHandshakePayload, a protobuf message of " + payload.length() + " bytes:"));
        HandshakePayload said = HandshakePayload.decode(payload);
        PublicKey key = PublicKey.decode(said.identityKey());
        fields.add(Field.of("identity_key", key.type() + " " + key.data().hex(),
                "peer id " + PeerId.of(key)));
        fields.add(Field.of("identity_sig", said.identitySignature().hex(),
                "made with identity_key over \"noise-libp2p-static-key:\" and s: this peer uses this s"));
        fields.add(Field.repeated("stream_muxers", said.muxers(),
                "who could run the streams: asking now saves a round trip"));
    }

    /// Shows a transport message. Returns false where nothing is known yet of what it carries.
    private boolean transport(Tap.Direction direction, Half half) {
        int plain = Math.max(0, half.messages.peek().length() - LENGTH_BYTES - TAG_BYTES);
        if (inner == null || half.plain.isEmpty() && plain > 0) return false;
        Bytes message = half.messages.poll();
        int tag = Math.max(LENGTH_BYTES, message.length() - TAG_BYTES);
        link.show(direction, Kind.NOISE_TRANSPORT, plain + " bytes inside", message, List.of(
                Field.of("length", message.slice(0, LENGTH_BYTES), Integer.toString(message.length() - LENGTH_BYTES),
                        "bytes to come"),
                Field.of("ciphertext", message.slice(LENGTH_BYTES, tag), plain + " bytes", "encrypted"),
                Field.of("tag", message.slice(tag), TAG_BYTES + " bytes", "shows that nothing was changed"),
                Field.of("nonce", Long.toString(half.nonce++), "counted by both sides, not sent")));
        half.plainLeft = plain;
        return true;
    }
}
