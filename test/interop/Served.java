package interop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import mote.bytes.P2pException;
import mote.connection.Connection;
import mote.connection.ProtocolHandler;
import mote.mux.Stream;
import mote.negotiate.ProtocolId;
import mote.protocol.perf.Perf;

/// What Mote serves in the grid: the protocols of `test/interop/README.md`, beside its own. What happened in them is
/// kept for the cells to look at.
final class Served {

    static final ProtocolId ECHO = new ProtocolId("/mote-test/echo/1.0.0");
    static final ProtocolId HASH = new ProtocolId("/mote-test/hash/1.0.0");
    static final ProtocolId RESET = new ProtocolId("/mote-test/reset/1.0.0");
    static final ProtocolId HALF_CLOSE = new ProtocolId("/mote-test/half-close/1.0.0");
    static final ProtocolId PUSHED = new ProtocolId("/mote-test/pushed/1.0.0");

    /// The bytes of the protocol half-close.
    static final byte[] HALF_CLOSE_BYTES = new byte[64 << 10];

    static {
        for (int i = 0; i < HALF_CLOSE_BYTES.length; i++) {
            HALF_CLOSE_BYTES[i] = (byte) (i % 251);
        }
    }

    private static final int DOWN_SEED = 2;

    /// One exchange of perf.
    record Exchange(Data.Moved received, Data.Moved sent) { }

    final BlockingQueue<Exchange> perfs = new LinkedBlockingQueue<>();
    final BlockingQueue<Data.Moved> halfCloses = new LinkedBlockingQueue<>();
    /// How echo streams failed.
    final BlockingQueue<IOException> echoFailures = new LinkedBlockingQueue<>();
    /// Echo streams that are open, and the most that ever were at the same time.
    final AtomicInteger echoes = new AtomicInteger();
    final AtomicInteger echoesMost = new AtomicInteger();

    @FunctionalInterface
    private interface Conversation {
        void hold(Stream stream) throws IOException;
    }

    private record Handler(ProtocolId id, Conversation conversation) implements ProtocolHandler {

        @Override
        public List<ProtocolId> ids() {
            return List.of(id);
        }

        @Override
        public void handle(Stream stream, Connection connection) throws IOException {
            conversation.hold(stream);
        }

        @Override
        public int streamsPerPeer() {
            return 256;
        }
    }

    List<ProtocolHandler> handlers() {
        return List.of(new Handler(ECHO, this::echo), new Handler(HASH, Served::hash),
                new Handler(RESET, Served::reset), new Handler(HALF_CLOSE, this::halfClose));
    }

    ProtocolHandler pushed() {
        return new Handler(PUSHED, this::echo);
    }

    /// Perf with random bytes, all of them hashed.
    ProtocolHandler hashingPerf() {
        return new Handler(Perf.ID, stream -> {
            ByteBuffer wanted = ByteBuffer.allocate(Long.BYTES);
            stream.readFully(wanted);
            Data.Moved received = Data.receive(stream);
            perfs.add(new Exchange(received, Data.send(stream, wanted.getLong(0), DOWN_SEED)));
        });
    }

    private void echo(Stream stream) throws IOException {
        echoesMost.accumulateAndGet(echoes.incrementAndGet(), Math::max);
        ByteBuffer buffer = ByteBuffer.allocate(32 << 10);
        try {
            while (stream.read(buffer.clear()) >= 0) {
                stream.write(buffer.flip());
            }
        } catch (IOException failed) {
            echoFailures.add(failed);
            throw failed;
        } finally {
            echoes.decrementAndGet();
        }
    }

    private static void hash(Stream stream) throws IOException {
        stream.write(ByteBuffer.wrap(Data.receive(stream).sha256().getBytes(StandardCharsets.US_ASCII)));
    }

    private static void reset(Stream stream) throws IOException {
        stream.readFully(ByteBuffer.allocate(1));
        throw P2pException.local("this protocol resets its streams");
    }

    private void halfClose(Stream stream) throws IOException {
        stream.write(ByteBuffer.wrap(HALF_CLOSE_BYTES));
        stream.closeWrite();
        halfCloses.add(Data.receive(stream));
    }
}
