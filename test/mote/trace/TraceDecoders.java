package mote.trace;

import contract.ManualClock;
import fuzz.Decoder;
import fuzz.Grammar;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import mote.bytes.Bytes;
import mote.bytes.P2pException;
import mote.bytes.Reader;
import mote.bytes.Writer;
import mote.crypto.Identity;
import mote.io.Tap.Direction;
import mote.negotiate.ProtocolId;

/// What reads along with a peer, for the fuzzer: an input is a list of steps, each a number, a length and bytes.
public final class TraceDecoders {

    private static final Bytes HEADER = Bytes.utf8("\u0013/multistream/1.0.0\n");
    private static final Bytes NOISE = HEADER.concat(Bytes.utf8("\u0007/noise\n"));
    private static final Bytes FIRST = Bytes.ofHex("0020" + "e1".repeat(32));
    private static final Bytes SECOND = Bytes.ofHex("0090" + "e2".repeat(144));
    private static final Bytes KEY = Bytes.ofHex("5c".repeat(32));

    private TraceDecoders() {
    }

    public static List<Decoder<?>> all() {
        return List.of(Decoder.of("mote.trace.LinkTrace.raw", TraceDecoders::trace, ping().hex(), identify().hex())
                .grammar(Grammar::tagged).upTo(8 << 10).allocating(8 << 20));
    }

    /// Follows the steps; what is shown of the link has to be what came.
    private static Integer trace(Bytes steps) throws P2pException {
        var shown = new ArrayList<Message>();
        var trace = new LinkTrace(new Trace(new ManualClock(), shown::add), 1, true);
        var raw = new ByteArrayOutputStream();
        for (var reader = new Reader(steps); !reader.isEmpty();) {
            int step = reader.u8() % 8;
            Bytes piece = reader.lengthPrefixed(64 << 10);
            Direction direction = step % 2 == 0 ? Direction.IN : Direction.OUT;
            switch (step / 2) {
                case 0 -> trace.raw(direction, piece);
                case 1 -> trace.hidden(direction, piece);
                case 2 -> trace.plain(direction, piece);
                default -> trace.secured(step == 6 ? Optional.empty() : Optional.of(new ProtocolId("/yamux/1.0.0")));
            }
            if (step == 0) {
                raw.writeBytes(piece.toArray());
            }
        }
        trace.closed();
        if (!LinkTraceTest.onLink(shown.stream(), Direction.IN).equals(Bytes.copyOf(raw.toByteArray()))) {
            throw new AssertionError("not all that came was shown, or in another order");
        }
        return shown.size();
    }

    private static Writer handshake() {
        Bytes key = Identity.generate(new Random(1)).publicKey().encode();
        Bytes payload = Bytes.ofHex("0a24").concat(key)
                .concat(Bytes.ofHex("1204a1a2a3a4220e120c2f79616d75782f312e302e30"));
        var steps = new Writer(4_096);
        step(steps, 1, NOISE.concat(FIRST));
        step(steps, 0, NOISE.concat(SECOND));
        step(steps, 2, KEY.concat(payload));
        step(steps, 1, SECOND);
        step(steps, 3, KEY.concat(payload));
        return steps;
    }

    private static Bytes ping() {
        Writer steps = handshake();
        step(steps, 7, Bytes.EMPTY);
        Bytes frame = Bytes.ofHex("000000010000000200000036").concat(HEADER)
                .concat(Bytes.utf8("\u0011/ipfs/ping/1.0.0\n"))
                .concat(Bytes.ofHex("ab".repeat(16)));
        step(steps, 0, envelope(frame.length()));
        step(steps, 4, frame);
        step(steps, 0, envelope(12));
        step(steps, 4, Bytes.ofHex("000200010000000000000007"));
        return steps.toBytes();
    }

    private static Bytes identify() {
        Writer steps = handshake();
        step(steps, 6, Bytes.EMPTY);
        step(steps, 1, envelope(33));
        step(steps, 5, HEADER.concat(Bytes.utf8("\r/yamux/1.0.0\n")).slice(0, 33));
        step(steps, 0, envelope(34));
        step(steps, 4, HEADER.concat(Bytes.utf8("\r/yamux/1.0.0\n")));
        Bytes message = Bytes.ofHex("0a0508011220aa1208047f0000010610e11a022f6122040102030a2a0176320161420101");
        Bytes body = HEADER.concat(Bytes.utf8("\u000f/ipfs/id/1.0.0\n"))
                .concat(new Writer(100).lengthPrefixed(message).toBytes());
        Bytes frame = new Writer(512).u32(1).u32(2).u32(body.length()).bytes(body).toBytes();
        step(steps, 0, envelope(frame.length()));
        step(steps, 4, frame);
        return steps.toBytes();
    }

    private static void step(Writer steps, int number, Bytes piece) {
        steps.u8(number).lengthPrefixed(piece);
    }

    /// A transport message with so many bytes inside.
    private static Bytes envelope(int inside) {
        return Bytes.ofHex("%04x".formatted(inside + 16) + "cc".repeat(inside + 16));
    }
}
