package mote.negotiate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import contract.Background;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import mote.bytes.Bytes;
import mote.bytes.P2pException;
import mote.io.Duplex;
import mote.io.MemoryPipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
final class MultistreamTest {

    private static final ProtocolId TLS = new ProtocolId("/tls/1.0.0");
    private static final ProtocolId NOISE = new ProtocolId("/noise");
    private static final ProtocolId PING = new ProtocolId("/ipfs/ping/1.0.0");

    /// `/multistream/1.0.0` and a line feed are 19 bytes: 0x13.
    private static final String HEADER = "132f6d756c746973747265616d2f312e302e300a";
    private static final String NOISE_LINE = "072f6e6f6973650a";
    private static final String NA = "036e610a";

    private final MemoryPipe pipe = MemoryPipe.create(1 << 20);
    private final Duplex dialer = pipe.left();
    private final Duplex listener = pipe.right();

    @Test
    void agreesOnTheFirstProposalThatIsSupported() throws Exception {
        Background answer = Background.run(() ->
                assertEquals(NOISE, Multistream.answer(listener, List.of(PING, NOISE))));
        assertEquals(NOISE, Multistream.select(dialer, List.of(TLS, NOISE, PING)));
        answer.join();
    }

    @Test
    void sendsHeaderAndFirstProposalTogether() throws Exception {
        Background select = Background.run(() -> Multistream.select(dialer, List.of(NOISE)));
        select.awaitBlocked();
        assertEquals(HEADER + NOISE_LINE, arrived(listener));
        send(listener, HEADER + NOISE_LINE);
        select.join();
    }

    @Test
    void sendsHeaderWithTheAnswerWhereTheProposalIsThere() throws IOException {
        send(dialer, HEADER + NOISE_LINE);
        assertEquals(NOISE, Multistream.answer(listener, List.of(NOISE)));
        assertEquals(HEADER + NOISE_LINE, arrived(dialer));
    }

    @Test
    void holdsTheHeaderBackOnceAProposalHasBegun() throws Exception {
        send(dialer, HEADER + NOISE_LINE.substring(0, 2));
        Background answer = Background.run(() -> Multistream.answer(listener, List.of(NOISE)));
        answer.awaitBlocked();
        send(listener, "ff");
        assertEquals("ff", arrived(dialer));
        send(dialer, NOISE_LINE.substring(2));
        answer.join();
        assertEquals(HEADER + NOISE_LINE, arrived(dialer));
    }

    @Test
    void sendsHeaderToAPeerThatWaitsForItBeforeItProposes() throws Exception {
        send(dialer, HEADER);
        Background answer = Background.run(() -> Multistream.answer(listener, List.of(NOISE)));
        answer.awaitBlocked();
        assertEquals(HEADER, arrived(dialer));
        send(dialer, NOISE_LINE);
        answer.join();
        assertEquals(NOISE_LINE, arrived(dialer));
    }

    @Test
    void leavesWhatFollowsTheProposalUnread() throws IOException {
        send(dialer, HEADER + NOISE_LINE + "0020e5");
        Multistream.answer(listener, List.of(NOISE));
        assertEquals("0020e5", arrived(listener));
    }

    @Test
    void leavesWhatFollowsTheAnswerUnread() throws IOException {
        send(listener, HEADER + NA + NOISE_LINE + "0020e5");
        assertEquals(NOISE, Multistream.select(dialer, List.of(TLS, NOISE)));
        assertEquals("0020e5", arrived(dialer));
    }

    @Test
    void readsLinesOfEveryLengthAndNotAByteMore() throws IOException {
        for (int length = 2; length < Limits.DEFAULT.lineBytes(); length++) {
            var id = new ProtocolId("x".repeat(length));
            send(dialer, HEADER + Lines.encode("na-", id.text()).hex() + "ff");
            assertEquals(id, Multistream.answer(listener, List.of(id)));
            assertEquals("ff", arrived(listener));
            arrived(dialer);
        }
    }

    @Test
    void readsByteByByte() throws Exception {
        Background answer = Background.run(() -> Multistream.answer(listener, List.of(NOISE)));
        for (byte one : Bytes.ofHex(HEADER + "0b2f746c732f312e302e300a" + NOISE_LINE).toArray()) {
            answer.awaitBlocked();
            dialer.write(ByteBuffer.wrap(new byte[] {one}));
        }
        answer.join();
        assertEquals(HEADER + NA + NOISE_LINE, arrived(dialer));
    }

    @Test
    void answersNotAvailableToLs() throws IOException {
        send(dialer, HEADER + "036c730a" + NOISE_LINE);
        assertEquals(NOISE, Multistream.answer(listener, List.of(NOISE)));
        assertEquals(HEADER + NA + NOISE_LINE, arrived(dialer));
    }

    @Test
    void failsWhereTheListenerSpeaksNothingProposed() throws IOException {
        send(listener, HEADER + NA + NA);
        var failure = assertThrows(NoCommonProtocolException.class,
                () -> Multistream.select(dialer, List.of(TLS, NOISE)));
        assertTrue(failure.getMessage().contains("/tls/1.0.0, /noise"), failure.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "072f6e6f6973650a",                           // no header
        HEADER + "092f6e6f6973652f320a",              // the answer to something else
        HEADER + HEADER,
        HEADER + "00",
        "132f6d756c746973747265616d2f322e302e300a",   // another version
    })
    void refusesAListenerThatBreaksTheProtocol(String sent) throws IOException {
        send(listener, sent + "ffffffff");
        var failure = assertThrows(P2pException.class, () -> Multistream.select(dialer, List.of(NOISE)));
        assertEquals(P2pException.Blame.PEER, failure.blame());
    }

    @Test
    void failsWhereTheListenerEndsBeforeItsAnswer() throws IOException {
        send(listener, HEADER + "036e");
        listener.closeWrite();
        assertThrows(EOFException.class, () -> Multistream.select(dialer, List.of(NOISE)));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        HEADER + "0016030100",           // a zero where a length must be: TLS or Noise data
        HEADER + "036e",                 // ended in the middle
        "",
    })
    void takesDataOrTheEndAfterARefusalForAProposerThatDidNotWait(String rest) throws IOException {
        send(dialer, HEADER + NOISE_LINE + rest);
        dialer.closeWrite();
        assertThrows(NoCommonProtocolException.class, () -> Multistream.answer(listener, List.of(PING)));
        assertTrue(arrived(dialer).startsWith(HEADER + NA));
    }

    @Test
    void agreesWithAPeerThatHasStoppedReading() throws IOException {
        send(dialer, HEADER + NOISE_LINE + "ff");
        dialer.close();
        assertThrows(IOException.class, () -> send(listener, "00"), "nothing can be written to it");
        assertEquals(NOISE, Multistream.answer(listener, List.of(NOISE)));
        assertEquals("ff", arrived(listener));
    }

    @Test
    void refusesAnIdThatNoLineCanHold() {
        new ProtocolId("x".repeat(1_023));
        new ProtocolId("ä".repeat(511));
        for (String text : List.of("", "/", "/a\n", "x".repeat(1_024), "ä".repeat(512))) {
            assertThrows(IllegalArgumentException.class, () -> new ProtocolId(text));
        }
    }

    static void send(Duplex pipe, String hex) throws IOException {
        pipe.write(Bytes.ofHex(hex).buffer());
    }

    /// What can be read without waiting, in hexadecimal.
    static String arrived(Duplex pipe) throws IOException {
        ByteBuffer dst = ByteBuffer.allocate(1 << 20);
        pipe.read(dst);
        return Bytes.copyOf(dst.flip()).hex();
    }
}
