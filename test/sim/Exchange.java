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

    private final Simulation simulation;

    Exchange(Simulation simulation) {
        this.simulation = simulation;
    }

    @Override
    public List<ProtocolId> ids() {
        return List.of(ID);
    }

    @Override
    public void handle(Stream stream, Connection connection) throws IOException {
        within(stream, () -> {
            ByteBuffer number = ByteBuffer.allocate(Long.BYTES);
            stream.readFully(number);
            bothWays(stream, connection, new Pattern(~number.getLong(0)), new Pattern(number.getLong(0)));
        });
    }

    /// The client's side.
    void with(Connection connection) throws IOException {
        Stream stream = connection.open(ID);
        long number = simulation.random.nextLong();
        try {
            within(stream, () -> {
                stream.write(ByteBuffer.allocate(Long.BYTES).putLong(0, number));
                bothWays(stream, connection, new Pattern(number), new Pattern(~number));
            });
            stream.close();
        } catch (IOException failed) {
            stream.reset(0);
            throw failed;
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

    private void bothWays(Stream stream, Connection connection, Pattern ours, Pattern theirs) throws IOException {
        var failure = new AtomicReference<>(new IOException("nothing was sent"));
        var sent = new CountDownLatch(1);
        boolean started = connection.scope().start("exchange " + connection, () -> {
            try {
                send(stream, ours);
                failure.set(null);
            } catch (IOException failed) {
                failure.set(failed);
            } finally {
                sent.countDown();
            }
        });
        receive(stream, theirs);
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

    private void receive(Stream stream, Pattern pattern) throws IOException {
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
        // A stream that breaks off says so: the end comes only behind the last byte.
        if (at != simulation.scale.exchangeBytes()) {
            simulation.failures.add("an exchange came to its end after " + at + " bytes");
        }
    }
}
