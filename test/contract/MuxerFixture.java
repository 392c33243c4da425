package contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import mote.budget.Budget;
import mote.budget.Limits;
import mote.budget.Resource;
import mote.bytes.P2pException;
import mote.mux.Session;
import mote.mux.Stream;
import mote.mux.StreamResetException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/// Two connected sessions, and what the tests of [MuxerContract] do with them.
@Timeout(30)
abstract class MuxerFixture {

    static final Limits LIMITS = new Limits(64 << 20, 1, 2_000, 2_000, 1, 1);

    final Budget dialerBudget = new Budget("dialer", LIMITS);
    final Budget listenerBudget = new Budget("listener", LIMITS);
    Session dialer;
    Session listener;

    /// Connects two sessions.
    ///
    /// @return the one that dialled, then the other
    protected abstract List<Session> connect(Budget dialerBudget, Budget listenerBudget) throws Exception;

    /// Breaks what the sessions stand on: not an end, but a failure.
    protected abstract void cut();

    /// How many streams can be opened that nobody accepts.
    protected abstract int opensUnaccepted();

    /// Whether a reset tells its code.
    protected abstract boolean carriesCodes();

    @BeforeEach
    void connect() throws Exception {
        List<Session> sessions = connect(dialerBudget, listenerBudget);
        dialer = sessions.getFirst();
        listener = sessions.getLast();
    }

    @AfterEach
    void endsWithNothingReserved() {
        dialer.close();
        listener.close();
        assertFalse(dialer.isOpen());
        assertFalse(listener.isOpen());
        assertEquals(0, dialer.streams());
        assertEquals(0, listener.streams());
        for (Resource resource : Resource.values()) {
            assertEquals(0, dialerBudget.used(resource), () -> "dialer's " + resource);
            assertEquals(0, listenerBudget.used(resource), () -> "listener's " + resource);
        }
    }

    /// Two ends of one stream.
    record Pair(Stream opened, Stream accepted) {
    }

    /// Opens a stream and accepts it; a first byte has gone across, since a stream may be announced by its first.
    Pair stream() throws IOException {
        Stream opened = dialer.open();
        write(opened, "!");
        Stream accepted = listener.accept();
        assertEquals("!", read(accepted, 1));
        return new Pair(opened, accepted);
    }

    void openForever() throws IOException {
        while (true) {
            dialer.open();
        }
    }

    static void joinAll(List<Background> tasks) throws Exception {
        for (Background task : tasks) {
            task.join();
        }
    }

    /// A stream is forgotten by the thread that brings its end, a moment after its reader sees that.
    static void awaitNoStreams(Session session) {
        while (session.streams() > 0 && !Thread.currentThread().isInterrupted()) {
            Thread.yield();
        }
        assertEquals(0, session.streams());
    }

    static void echo(Stream stream) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(8 << 10);
        while (stream.read(buffer.clear()) >= 0) {
            stream.write(buffer.flip());
        }
    }

    static void writeForever(Stream stream) throws IOException {
        while (true) {
            stream.write(ByteBuffer.allocate(100_000));
        }
    }

    void assertResetByPeer(StreamResetException reset, long code) {
        assertEquals(P2pException.Blame.PEER, reset.blame());
        if (carriesCodes()) {
            assertEquals(code, reset.code());
        }
    }

    static StreamResetException resetOf(Background.Task call) {
        return assertThrows(StreamResetException.class, call::run);
    }

    /// The failure of the session, which is not that of a single stream.
    static void assertFailure(Background.Task call) {
        var failure = assertThrows(P2pException.class, call::run);
        assertFalse(failure instanceof StreamResetException, failure::toString);
        assertInstanceOf(IOException.class, failure.getCause(), failure::toString);
    }

    static void write(Stream stream, String text) throws IOException {
        stream.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    static String read(Stream stream, int count) throws IOException {
        return new String(readAll(stream, count), StandardCharsets.US_ASCII);
    }

    static byte[] readAll(Stream stream, int count) throws IOException {
        ByteBuffer dst = ByteBuffer.allocate(count);
        stream.readFully(dst);
        return dst.array();
    }

    static byte[] random(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
