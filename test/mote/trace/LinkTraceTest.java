package mote.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import mote.bytes.Bytes;
import mote.io.Tap.Direction;
import mote.negotiate.ProtocolId;
import mote.task.Clock;
import mote.transport.PipeLink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A trace understands what makes sense, and takes whatever else a peer may send.
class LinkTraceTest {

    private static final Bytes HEADER = Bytes.utf8("\u0013/multistream/1.0.0\n");
    private static final Bytes NOISE = Bytes.utf8("\u0007/noise\n");
    private static final Bytes TLS = Bytes.utf8("\u000b/tls/1.0.0\n");
    private static final Bytes NA = Bytes.utf8("\u0003na\n");
    /// A message of the handshake that carries a key.
    private static final Bytes FIRST = Bytes.ofHex("0020" + "e1".repeat(32));
    /// The header of a Data frame that opens stream 1 with 2 bytes.
    private static final Bytes OPENING = Bytes.ofHex("000000010000000100000002");

    private final List<Message> seen = new ArrayList<>();

    private LinkTrace dialled() throws IOException {
        return trace(true);
    }

    private LinkTrace trace(boolean isDialer) throws IOException {
        return TracedLink.traceOf(new Trace(Clock.system(), seen::add).watch(PipeLink.pair()[0], isDialer))
                .orElseThrow();
    }

    @Test
    void followsProposalsThatAreRefused() throws IOException {
        LinkTrace trace = dialled();
        trace.raw(Direction.OUT, HEADER.concat(TLS));
        trace.raw(Direction.IN, HEADER.concat(NA));
        trace.raw(Direction.OUT, NOISE);
        trace.raw(Direction.IN, NOISE);
        trace.raw(Direction.OUT, FIRST);
        assertEquals(List.of("OUT MULTISTREAM_HEADER /multistream/1.0.0", "OUT MULTISTREAM_PROPOSAL /tls/1.0.0",
                "IN MULTISTREAM_HEADER /multistream/1.0.0", "IN MULTISTREAM_NA na", "OUT MULTISTREAM_PROPOSAL /noise",
                "IN MULTISTREAM_YES /noise", "OUT NOISE_1 e"), told());
    }

    @Test
    void followsOneWhoDoesNotWaitForTheAnswerByteByByte() throws IOException {
        LinkTrace trace = dialled();
        Bytes all = HEADER.concat(NOISE).concat(FIRST);
        for (int i = 0; i < all.length(); i++) {
            trace.raw(Direction.OUT, all.slice(i, i + 1));
        }
        assertEquals(List.of("OUT MULTISTREAM_HEADER /multistream/1.0.0", "OUT MULTISTREAM_PROPOSAL /noise",
                "OUT NOISE_1 e"), told());
        assertEquals("e1".repeat(32), seen.getLast().fields().get(1).values().getFirst());
    }

    @Test
    void showsTransportMessageBeforeWhatItCarriesWhicheverIsSeenFirst() throws IOException {
        LinkTrace trace = secured();
        seen.clear();
        trace.plain(Direction.OUT, OPENING);
        trace.plain(Direction.OUT, Bytes.ofHex("03ff"));
        trace.raw(Direction.OUT, envelope(14));
        trace.raw(Direction.IN, envelope(12));
        trace.plain(Direction.IN, Bytes.ofHex("000200010000000000000007"));
        assertEquals(List.of("OUT NOISE_TRANSPORT 14 bytes inside", "OUT YAMUX_DATA SYN, stream 1",
                "IN NOISE_TRANSPORT 12 bytes inside", "IN YAMUX_PING SYN, the whole connection"), told());
        trace.closed();
        assertEquals(List.of("OUT DATA cut short", "OUT TCP_CLOSE "), told().subList(4, 6));
    }

    @Test
    void showsQuestionThatIsReadInPartsBeforeItsAnswer() throws IOException {
        LinkTrace trace = secured(Optional.empty());
        seen.clear();
        Bytes asked = HEADER.concat(Bytes.utf8("\r/mplex/6.7.0\n"));
        trace.raw(Direction.IN, envelope(asked.length() + 2));
        trace.plain(Direction.IN, asked);
        trace.plain(Direction.OUT, HEADER.concat(NA));
        trace.raw(Direction.OUT, envelope(HEADER.length() + NA.length()));
        trace.plain(Direction.IN, Bytes.ofHex("0d2f"));
        trace.raw(Direction.IN, envelope(12));
        trace.plain(Direction.IN, Bytes.utf8("yamux/1.0.0\n"));
        assertEquals(List.of("IN NOISE_TRANSPORT 36 bytes inside", "IN MULTISTREAM_HEADER /multistream/1.0.0",
                "IN MULTISTREAM_PROPOSAL /mplex/6.7.0", "OUT NOISE_TRANSPORT 24 bytes inside",
                "OUT MULTISTREAM_HEADER /multistream/1.0.0", "OUT MULTISTREAM_NA na",
                "IN NOISE_TRANSPORT 12 bytes inside", "IN MULTISTREAM_PROPOSAL /yamux/1.0.0"), told());
    }

    @Test
    void showsWhatWasNeverDecryptedWhenTheConnectionEnds() throws IOException {
        LinkTrace trace = secured();
        seen.clear();
        trace.raw(Direction.IN, envelope(5).concat(Bytes.ofHex("0040ff")));
        trace.ended(Direction.IN);
        assertEquals(List.of("IN DATA a Noise message that was not opened", "IN DATA cut short", "IN TCP_FIN "),
                told());
    }

    @Test
    void understandsOnlySoManyStreamsAtTheSameTime() throws IOException {
        LinkTrace trace = secured();
        for (int id = 2; id <= 2 * Limits.DEFAULT.streams() + 2; id += 2) {
            trace.raw(Direction.IN, envelope(15));
            trace.plain(Direction.IN, Bytes.ofHex("00000001%08x00000003036e61".formatted(id)));
            trace.closed();
        }
        assertEquals("IN DATA of a stream that is not followed", told().getLast());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20, 28, 62})
    void accountsForEveryByteThatMakesNoSense(int sensible) throws IOException {
        Bytes opening = HEADER.concat(NOISE).concat(FIRST).slice(0, sensible);
        var random = new Random(sensible);
        for (int round = 0; round < 500; round++) {
            seen.clear();
            LinkTrace trace = dialled();
            for (Direction direction : Direction.values()) {
                trace.raw(direction, opening);
            }
            trace.secured(round % 2 == 0 ? Optional.empty()
                    : Optional.of(new ProtocolId("/yamux/1.0.0")));
            Bytes sent = garbage(random);
            for (int from = 0, to; from < sent.length(); from = to) {
                to = Math.min(sent.length(), from + 1 + random.nextInt(40));
                trace.hidden(Direction.IN, garbage(random));
                trace.plain(Direction.IN, garbage(random));
                trace.raw(Direction.IN, sent.slice(from, to));
            }
            trace.closed();
            assertEquals(opening.concat(sent), onLink(seen.stream(), Direction.IN));
            assertEquals(opening, onLink(seen.stream(), Direction.OUT));
        }
    }

    /// All bytes of the link in one direction.
    static Bytes onLink(Stream<Message> messages, Direction direction) {
        return messages.filter(message -> message.pipe() == Pipe.LINK && message.direction() == direction)
                .map(Message::bytes).reduce(Bytes.EMPTY, Bytes::concat);
    }

    private LinkTrace secured() throws IOException {
        return secured(Optional.of(new ProtocolId("/yamux/1.0.0")));
    }

    /// One that was accepted where the muxer is not agreed on yet.
    private LinkTrace secured(Optional<ProtocolId> muxer) throws IOException {
        boolean isDialer = muxer.isPresent();
        LinkTrace trace = trace(isDialer);
        Direction dialer = isDialer ? Direction.OUT : Direction.IN;
        Direction listener = isDialer ? Direction.IN : Direction.OUT;
        trace.raw(dialer, HEADER.concat(NOISE).concat(FIRST));
        trace.raw(listener, HEADER.concat(NOISE).concat(Bytes.ofHex("000102")));
        trace.hidden(listener, Bytes.EMPTY);
        trace.raw(dialer, Bytes.ofHex("000103"));
        trace.hidden(dialer, Bytes.EMPTY);
        trace.secured(muxer);
        return trace;
    }

    /// A transport message with so many bytes inside.
    private static Bytes envelope(int inside) {
        return Bytes.ofHex("%04x".formatted(inside + 16) + "cc".repeat(inside + 16));
    }

    /// Small numbers more often than others: they are lengths and types.
    private static Bytes garbage(Random random) {
        byte[] bytes = new byte[random.nextInt(120)];
        random.nextBytes(bytes);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = random.nextInt(3) == 0 ? bytes[i] : (byte) random.nextInt(4);
        }
        return Bytes.copyOf(bytes);
    }

    private List<String> told() {
        return seen.stream().filter(message -> message.kind() != Kind.TCP_OPEN)
                .map(message -> message.direction() + " " + message.kind() + " " + message.detail()).toList();
    }
}
