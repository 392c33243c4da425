package mote.protocol.ping;

import module java.base;
import mote.bytes.*;
import mote.connection.*;
import mote.mux.*;
import mote.negotiate.*;
import mote.task.*;

/// `/ipfs/ping/1.0.0`: the dialler sends 32 random bytes, the other side sends them back, and so on until the dialler
/// closes.
///
/// ```
///   dialler  -- 32 bytes -->  listener
///            <-- the same --
/// ```
/// @see <a href="https://github.com/libp2p/specs/blob/master/ping/ping.md">spec: ping</a>
public final class Ping implements ProtocolHandler {

    public static final ProtocolId ID = new ProtocolId("/ipfs/ping/1.0.0");

    /// spec: "a 32-byte payload"
    public static final int PAYLOAD_BYTES = 32;

    private final Clock clock;
    private final RandomGenerator random;
    private final Limits limits;

    public Ping(Clock clock, RandomGenerator random, Limits limits) {
        this.clock = clock;
        this.random = random;
        this.limits = limits;
    }

    @Override public List<ProtocolId> ids() { return List.of(ID); }

    @Override public int streamsPerPeer() { return limits.streamsPerPeer(); }

    /// Answers until the peer closes. A payload that is cut short resets the stream, and so does [Limits#idle] without
    /// one that was asked for and taken back.
    @Override
    public void handle(Stream stream, Connection connection) throws IOException {
        ByteBuffer payload = ByteBuffer.allocate(PAYLOAD_BYTES);
        boolean more = true;
        while (more) {
            more = stream.within(clock, limits.idle(), "answering a ping", () -> answer(stream, payload.clear()));
        }
    }

    /// Opens a stream to ping on.
    public Pinger open(Connection connection) throws IOException { return new Pinger(connection.open(ID)); }

    /// Returns whether there was something to answer.
    private static boolean answer(Stream stream, ByteBuffer payload) throws IOException {
        if (stream.read(payload) < 0) return false;
        stream.readFully(payload);
        stream.write(payload.flip());
        return true;
    }

    /// A stream on which this node pings. For one thread at a time.
    public final class Pinger implements Closeable {
        private final Stream stream;
        private final byte[] sent = new byte[PAYLOAD_BYTES];
        private final ByteBuffer received = ByteBuffer.allocate(PAYLOAD_BYTES);

        Pinger(Stream stream) { this.stream = stream; }

        /// Sends 32 random bytes, blocks until they are back, and returns how long that took.
        ///
        /// A failure resets the stream.
        ///
        /// @throws mote.task.TimedOutException after [Limits#reply]
        /// @throws IOException when the connection failed, or other bytes came back
        public Duration ping() throws IOException {
            return stream.within(clock, limits.reply(), "ping", () -> {
                random.nextBytes(sent);
                long start = clock.nanos();
                stream.write(ByteBuffer.wrap(sent));
                stream.readFully(received.clear());
                if (!received.flip().equals(ByteBuffer.wrap(sent))) {
                    throw P2pException.peer("the ping came back with other bytes");
                }
                return Duration.ofNanos(clock.nanos() - start);
            });
        }

        @Override public void close() { stream.close(); }
    }
}
