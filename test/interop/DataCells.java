package interop;

import static interop.Pair.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import mote.bytes.P2pException;
import mote.connection.Connection;
import mote.mux.Stream;
import mote.mux.StreamResetException;
import mote.protocol.perf.Perf;
import vectors.Json;

/// Pings, data and the ways in which a stream ends, each with Mote and with the peer as the side that opens the stream.
final class DataCells {

    static final List<Cell> ALL = List.of(
            new Cell("ping 5 by Mote", DataCells::pingByMote),
            new Cell("ping 5 by the peer", DataCells::pingByPeer),
            new Cell("perf 16 MiB up and down by Mote", DataCells::perfByMote),
            new Cell("perf 16 MiB up and down by the peer", DataCells::perfByPeer),
            new Cell("16 MiB up and down by Mote, SHA-256", DataCells::dataByMote),
            new Cell("16 MiB up and down by the peer, SHA-256", DataCells::dataByPeer),
            new Cell("100 streams at once by Mote", DataCells::streamsByMote),
            new Cell("100 streams at once by the peer", DataCells::streamsByPeer),
            new Cell("half-close, Mote's stream, peer first", DataCells::peerClosesFirst),
            new Cell("half-close, Mote's stream, Mote first", DataCells::moteClosesFirst),
            new Cell("half-close, the peer's streams, both orders", DataCells::halfCloseByPeer),
            new Cell("reset of Mote's stream by the peer", DataCells::resetByRemote),
            new Cell("reset of Mote's stream by Mote", DataCells::resetByMote),
            new Cell("reset of the peer's streams, both ways", DataCells::resetByPeer));

    private static final int MIB = 1 << 20;
    private static final int STREAMS = 100;
    private static final int PART = 4_096;

    // The seeds that test/interop/README.md gives.
    private static final int UP_SEED = 1;
    private static final int AFTER_HALF_CLOSE_SEED = 3;
    private static final int HASH_SEED = 4;
    private static final int ECHO_SEED = 5;

    private DataCells() {
    }

    static void pingOnce(Pair pair, Connection connection) throws IOException {
        try (var pinger = pair.mote.ping().open(connection)) {
            assertTrue(pinger.ping().isPositive());
        }
    }

    /// Sends a little, and half-closes when it has come back.
    static void echo(Stream stream) throws IOException {
        byte[] data = Data.random(ECHO_SEED, PART);
        stream.write(ByteBuffer.wrap(data));
        Data.expect(stream, data);
        stream.closeWrite();
        Data.expectEnd(stream);
    }

    private static void pingByMote(Pair pair) throws Exception {
        try (var pinger = pair.mote.ping().open(pair.connect())) {
            for (int i = 0; i < 5; i++) {
                assertTrue(pinger.ping().isPositive());
            }
        }
    }

    private static void pingByPeer(Pair pair) throws Exception {
        pair.connect();
        List<Json> trips = pair.peer.call("ping", "peerId", pair.mote.id(), "count", 5).at("rttsMs").list();
        assertEquals(5, trips.size());
        assertTrue(trips.stream().allMatch(trip -> trip.decimal() > 0), trips.toString());
    }

    /// Mote's own perf sends zeros.
    private static void perfByMote(Pair pair) throws Exception {
        var result = pair.mote.perf().measure(pair.connect(), 16 * MIB, 16 * MIB, (_, _) -> { });
        assertTrue(result.up().isPositive() && result.down().isPositive(), result.toString());
        Json report = pair.peer.call("perf-report");
        assertEquals(Data.zeros(16 * MIB), Data.Moved.told(report, "received"));
        assertEquals(16 * MIB, Data.Moved.told(report, "sent").bytes());
    }

    private static void perfByPeer(Pair pair) throws Exception {
        pair.connect();
        Json told = pair.peer.call("perf", "peerId", pair.mote.id(), "up", 16 * MIB, "down", 16 * MIB);
        assertEquals(16 * MIB, Data.Moved.told(told, "sent").bytes());
        assertEquals(Data.zeros(16 * MIB), Data.Moved.told(told, "received"));
    }

    private static void dataByMote(Pair pair) throws Exception {
        Stream stream = pair.connect().open(Perf.ID);
        stream.write(ByteBuffer.allocate(Long.BYTES).putLong(0, 16 * MIB));
        Data.Moved sent = Data.send(stream, 16 * MIB, UP_SEED);
        stream.closeWrite();
        Data.Moved received = Data.receive(stream);
        stream.close();
        Json report = pair.peer.call("perf-report");
        assertEquals(sent, Data.Moved.told(report, "received"));
        assertEquals(received, Data.Moved.told(report, "sent"));
        assertEquals(16 * MIB, received.bytes());
    }

    private static void dataByPeer(Pair pair) throws Exception {
        pair.connect();
        var hashing = pair.served.hashingPerf();
        pair.mote.remove(pair.mote.perf());
        pair.mote.handle(hashing);
        Json told = pair.peer.call("perf", "peerId", pair.mote.id(), "up", 16 * MIB, "down", 16 * MIB);
        pair.mote.remove(hashing);
        pair.mote.handle(pair.mote.perf());
        var served = pair.served.perfs.poll(10, TimeUnit.SECONDS);
        assertEquals(new Served.Exchange(Data.Moved.told(told, "sent"), Data.Moved.told(told, "received")), served);
        assertEquals(16 * MIB, served.received().bytes());
        assertEquals(16 * MIB, served.sent().bytes());
    }

    /// No stream goes on before all have echoed something; each carries data of its own.
    private static void streamsByMote(Pair pair) throws Exception {
        Connection connection = pair.connect();
        var allEchoed = new CyclicBarrier(STREAMS, () -> assertTrue(connection.streams() >= STREAMS));
        var tasks = new ArrayList<FutureTask<Void>>();
        for (int i = 0; i < STREAMS; i++) {
            byte[] first = Data.random(ECHO_SEED + i, PART);
            byte[] second = Data.random(ECHO_SEED + STREAMS + i, PART);
            var task = new FutureTask<Void>(() -> {
                Stream stream = connection.open(Served.ECHO);
                stream.write(ByteBuffer.wrap(first));
                Data.expect(stream, first);
                allEchoed.await(30, TimeUnit.SECONDS);
                stream.write(ByteBuffer.wrap(second));
                stream.closeWrite();
                Data.expect(stream, second);
                Data.expectEnd(stream);
                stream.close();
                return null;
            });
            tasks.add(task);
            Thread.startVirtualThread(task);
        }
        for (var task : tasks) {
            task.get(60, TimeUnit.SECONDS);
        }
    }

    private static void streamsByPeer(Pair pair) throws Exception {
        pair.connect();
        pair.served.echoesMost.set(0);
        Json told = pair.peer.call("streams", "peerId", pair.mote.id(), "count", STREAMS, "bytes", PART);
        assertEquals(STREAMS, told.at("streams").number());
        assertEquals(2 * PART, told.at("bytesEach").number());
        assertEquals(STREAMS, pair.served.echoesMost.get());
    }

    private static void peerClosesFirst(Pair pair) throws Exception {
        Stream stream = pair.connect().open(Served.HALF_CLOSE);
        Data.expect(stream, Served.HALF_CLOSE_BYTES);
        Data.expectEnd(stream);
        Data.Moved sent = Data.send(stream, MIB, AFTER_HALF_CLOSE_SEED);
        stream.close();
        assertEquals(sent, Data.Moved.told(pair.peer.call("half-close-report"), "received"));
    }

    private static void moteClosesFirst(Pair pair) throws Exception {
        Stream stream = pair.connect().open(Served.HASH);
        Data.Moved sent = Data.send(stream, MIB, HASH_SEED);
        stream.closeWrite();
        Data.expect(stream, sent.sha256().getBytes(StandardCharsets.US_ASCII));
        Data.expectEnd(stream);
        stream.close();
    }

    private static void halfCloseByPeer(Pair pair) throws Exception {
        pair.connect();
        Json told = pair.peer.call("half-close", "peerId", pair.mote.id());
        Data.Moved served = pair.served.halfCloses.poll(10, TimeUnit.SECONDS);
        assertEquals(Data.Moved.told(told.at("remoteFirst"), "sent"), served);
        assertEquals(MIB, served.bytes());
        assertEquals(Served.HALF_CLOSE_BYTES.length, told.at("remoteFirst").at("receivedBytes").number());
        // That the digest which Mote sent back is this one, the peer has checked.
        assertEquals(MIB, Data.Moved.told(told.at("localFirst"), "sent").bytes());
    }

    private static void resetByRemote(Pair pair) throws Exception {
        Connection connection = pair.connect();
        Stream stream = connection.open(Served.RESET);
        stream.write(ByteBuffer.wrap(new byte[1]));
        var reset = assertThrows(StreamResetException.class, () -> stream.read(ByteBuffer.allocate(1)));
        assertEquals(P2pException.Blame.PEER, reset.blame());
        pingOnce(pair, connection);
    }

    private static void resetByMote(Pair pair) throws Exception {
        Connection connection = pair.connect();
        Stream stream = connection.open(Served.ECHO);
        byte[] data = Data.random(ECHO_SEED, 1_024);
        stream.write(ByteBuffer.wrap(data));
        Data.expect(stream, data);
        stream.reset(0);
        Json report = pair.peer.call("reset-report");
        assertTrue(report.at("reset").bool(), report.toString());
        assertEquals(data.length, report.at("bytes").number());
        assertThrows(IOException.class, () -> stream.read(ByteBuffer.allocate(1)));
        pingOnce(pair, connection);
    }

    private static void resetByPeer(Pair pair) throws Exception {
        Connection connection = pair.connect();
        pair.served.echoFailures.clear();
        Json told = pair.peer.call("reset", "peerId", pair.mote.id());
        assertTrue(told.at("remoteReset").bool());
        assertTrue(told.at("localReset").bool());
        IOException seen = pair.served.echoFailures.poll(10, TimeUnit.SECONDS);
        assertTrue(seen instanceof StreamResetException reset && reset.blame() == P2pException.Blame.PEER,
                String.valueOf(seen));
        until("no stream is left", () -> connection.streams() == 0);
    }
}
