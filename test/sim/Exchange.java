package sim;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import mote.connection.Connection;
import mote.connection.ProtocolHandler;
import mote.mux.Stream;
import mote.negotiate.ProtocolId;
import mote.task.Clock;
import mote.task.Deadline;

/// Both sides send each other so many bytes at the same time, in writes of many sizes, and compare each that comes.
///
/// ```
///   client  -- u64: a number -->                      server
///           -- the bytes of Pattern(number), end -->
///           <-- the bytes of Pattern(~number), end --
/// ```
final class Exchange implements ProtocolHandler {

    static final ProtocolId ID = new ProtocolId("/sim/exchange/1.0.0");

    /// Both sides give up after this time.
    static final Duration LIMIT = Duration.ofSeconds(60);

    private static final int CHUNK_MAX = 40_000;

    /// One that has not all bytes at hand lets so much time pass between two writes.
    private static final Duration PAUSE_MAX = Duration.ofMillis(50);

    /// One that is given up is so before this time.
    private static final Duration PATIENCE_MAX = Duration.ofMillis(500);

    private final Simulation simulation;
    private final ProtocolId id;

    Exchange(Simulation simulation) {
        this(simulation, ID.text());
    }

    /// The same by another name.
    Exchange(Simulation simulation, String id) {
        this.simulation = simulation;
        this.id = new ProtocolId(id);
    }

    @Override
    public List<ProtocolId> ids() {
        return List.of(id);
    }

    @Override
    public void handle(Stream stream, Connection connection) throws IOException {
        within(stream, () -> {
            ByteBuffer number = ByteBuffer.allocate(Long.BYTES);
            stream.readFully(number);
            long asked = number.getLong(0);
            bothWays(stream, connection, ~asked, asked, isAbandoned(asked));
        });
    }

    /// The client's side.
    void with(Connection connection) throws IOException {
        Stream stream = connection.open(ID);
        long number = simulation.random.nextLong() | 1;
        try {
            within(stream, () -> {
                stream.write(ByteBuffer.allocate(Long.BYTES).putLong(0, number));
                bothWays(stream, connection, number, ~number, isAbandoned(number));
            });
            stream.close();
        } catch (IOException failed) {
            stream.reset(0);
            throw failed;
        }
    }

    /// The client's side, for a while: then it loses patience, in one of the ways in which a stream can be ended.
    void abandoned(Connection connection) throws IOException {
        Stream stream = connection.open(ID);
        long number = simulation.random.nextLong() & ~1L;
        Thread reader = Thread.currentThread();
        int way = simulation.random.nextInt(4);
        Clock.Timer impatience = simulation.clock.after(simulation.drawn(PATIENCE_MAX), () -> {
            simulation.event("an exchange is given up in way " + way);
            switch (way) {
                case 0 -> stream.reset(way);
                case 1 -> stream.close();
                case 2 -> stream.stopReading(way);
                default -> reader.interrupt();
            }
        });
        try {
            within(stream, () -> {
                stream.write(ByteBuffer.allocate(Long.BYTES).putLong(0, number));
                bothWays(stream, connection, number, ~number, isAbandoned(number));
            });
            stream.close();
        } catch (IOException failed) {
            simulation.failures.addAccusation("who gave up", failed);
            stream.reset(0);
        } finally {
            impatience.cancel();
            Thread.interrupted();
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private void within(Stream stream, Work work) throws IOException {
        Deadline.within(simulation.clock, LIMIT, "an exchange", () -> stream.reset(0), () -> {
            work.run();
            return null;
        });
    }

    /// Even numbers are for exchanges that the client will not bring to their end.
    private static boolean isAbandoned(long number) {
        return number % 2 == 0;
    }

    private void bothWays(Stream stream, Connection connection, long ours, long theirs, boolean isAbandoned)
            throws IOException {
        var failure = new AtomicReference<>(new IOException("nothing was sent"));
        var sent = new CountDownLatch(1);
        boolean started = connection.scope().start("exchange " + connection, () -> {
            try {
                send(stream, new Pattern(ours));
                failure.set(null);
            } catch (IOException failed) {
                failure.set(failed);
            } finally {
                sent.countDown();
            }
        });
        long received = receive(stream, new Pattern(theirs));
        // A stream that breaks off says so: the end comes only behind the last byte.
        if (received != simulation.scale.exchangeBytes() && !isAbandoned) {
            simulation.failures.add("an exchange came to its end after " + received + " bytes");
        }
        try {
            if (started) {
                sent.await();
            }
        } catch (InterruptedException interrupted) {
            throw new IOException("interrupted", interrupted);
        }
        if (failure.get() != null) {
            throw failure.get();
        }
    }

    private void send(Stream stream, Pattern pattern) throws IOException, InterruptedException {
        long size = simulation.scale.exchangeBytes();
        boolean inHaste = simulation.random.nextBoolean();
        for (long at = 0; at < size;) {
            byte[] chunk = new byte[(int) Math.min(size - at, 1 + simulation.random.nextInt(CHUNK_MAX))];
            pattern.fill(at, chunk);
            stream.write(ByteBuffer.wrap(chunk));
            at += chunk.length;
            if (!inHaste) {
                simulation.sleepUpTo(PAUSE_MAX);
            }
        }
        stream.closeWrite();
    }

    private long receive(Stream stream, Pattern pattern) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK_MAX);
        long at = 0;
        for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer.clear())) {
            byte[] expected = new byte[count];
            pattern.fill(at, expected);
            int wrong = Arrays.mismatch(expected, 0, count, buffer.array(), 0, count);
            if (wrong >= 0) {
                simulation.failures.add("byte " + (at + wrong) + " of an exchange is another one than was sent");
            }
            at += count;
        }
        return at;
    }
}
