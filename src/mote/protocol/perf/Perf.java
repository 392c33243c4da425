package mote.protocol.perf;

import module java.base;
import mote.bytes.*;
import mote.connection.*;
import mote.mux.*;
import mote.negotiate.*;
import mote.task.*;

/// `/perf/1.0.0`: how much does a stream carry? The client says how many bytes it wants, uploads as many as it likes,
/// and ends; then the server sends what was asked for.
///
/// ```
///   client  -- u64 big-endian: bytes wanted -->  server
///           -- upload .., end -->
///           <-- download .., end --              never at the same time
/// ```
///
/// The bytes are zeros.
///
/// @see <a href="https://github.com/libp2p/specs/blob/master/perf/perf.md">spec: perf</a>
public final class Perf implements ProtocolHandler {

    public static final ProtocolId ID = new ProtocolId("/perf/1.0.0");

    /// Bytes given to one write: two frames of yamux, each of which fills a message of Noise to the last byte.
    private static final int CHUNK = 2 * 65_507;

    /// Told how far a measurement is.
    @FunctionalInterface public interface Progress {
        /// Called about every 128 KiB with the bytes that have gone up and come down so far. Must not block.
        void moved(long up, long down);
    }

    /// What was measured.
    ///
    /// @param up from the opening of the stream until the server had taken all
    /// @param down from then until all had come
    public record Result(Duration up, Duration down) { }

    private final Clock clock;
    private final boolean forAll;

    /// @param forAll whether peers that are not on this host are served too
    public Perf(Clock clock, boolean forAll) {
        this.clock = clock;
        this.forAll = forAll;
    }

    @Override public List<ProtocolId> ids() { return List.of(ID); }

    @Override public int streamsPerPeer() { return Limits.DEFAULT.streamsPerPeer(); }

    @Override
    public void handle(Stream stream, Connection connection) throws IOException {
        // spec: "Since this protocol lets clients ask servers to do significant work, it SHOULD NOT be enabled by
        // default in any implementation."
        if (!forAll && !isOnThisHost(connection)) throw P2pException.local("perf serves this host only");
        ByteBuffer wanted = ByteBuffer.allocate(Long.BYTES);
        stream.readFully(wanted);
        discard(stream, _ -> { });
        // spec: "This MUST NOT be run concurrently with step 2" (the upload)
        send(stream, wanted.getLong(0), _ -> { });
    }

    /// Sends `up` bytes, then receives `down` bytes. Blocks.
    ///
    /// @throws P2pException where the server sends another number of bytes
    public Result measure(Connection connection, long up, long down, Progress progress) throws IOException {
        long start = clock.nanos();
        Stream stream = connection.open(ID);
        boolean done = false;
        try {
            stream.write(ByteBuffer.allocate(Long.BYTES).putLong(0, down));
            send(stream, up, sent -> progress.moved(sent, 0));
            stream.closeWrite();
            ByteBuffer first = ByteBuffer.allocate(1);
            int begun = Math.max(0, stream.read(first));
            long turn = clock.nanos();
            long received = begun + discard(stream, count -> progress.moved(up, begun + count));
            if (received != down) throw P2pException.peer("asked for " + down + " bytes, got " + received);
            stream.close();
            done = true;
            return new Result(Duration.ofNanos(turn - start), Duration.ofNanos(clock.nanos() - turn));
        } finally {
            if (!done) stream.reset(0);
        }
    }

    /// Whether the peer is one that every node serves.
    public static boolean isOnThisHost(Connection connection) {
        return connection.remoteAddress().ip().map(InetAddress::isLoopbackAddress).orElse(false);
    }

    @FunctionalInterface private interface Count {
        void reached(long bytes);
    }

    /// Sends `count` zeros; from 2^63 on that is without end.
    private static void send(Stream stream, long count, Count progress) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        long left = count;
        while (left != 0) {
            int size = left < 0 ? CHUNK : (int) Math.min(CHUNK, left);
            stream.write(chunk.clear().limit(size));
            left -= size;
            progress.reached(count - left);
        }
    }

    private static long discard(Stream stream, Count progress) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        long total = 0;
        for (int count = stream.read(chunk); count >= 0; count = stream.read(chunk.clear())) {
            total += count;
            progress.reached(total);
        }
        return total;
    }
}
