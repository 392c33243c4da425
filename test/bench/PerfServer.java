package bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import mote.connection.Connection;
import mote.connection.ProtocolHandler;
import mote.mux.Stream;
import mote.negotiate.ProtocolId;
import mote.protocol.perf.Perf;

/// `/perf/1.0.0` as Mote serves it, on more streams at once and with the size of the writes as a parameter.
///
/// @param writeBytes bytes given to one write
record PerfServer(int writeBytes) implements ProtocolHandler {

    /// What Mote's own handler writes.
    static final int WRITE_BYTES = 131_014;

    private static final int STREAMS = 32;
    private static final int READ_BYTES = 131_014;

    @Override
    public List<ProtocolId> ids() {
        return List.of(Perf.ID);
    }

    @Override
    public int streamsPerPeer() {
        return STREAMS;
    }

    @Override
    public void handle(Stream stream, Connection connection) throws IOException {
        ByteBuffer wanted = ByteBuffer.allocate(Long.BYTES);
        stream.readFully(wanted);
        drain(stream);
        fill(stream, wanted.getLong(0), writeBytes);
    }

    static void fill(Stream stream, long bytes, int writeBytes) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(writeBytes);
        for (long left = bytes; left > 0; left -= writeBytes) {
            stream.write(chunk.clear().limit((int) Math.min(left, writeBytes)));
        }
    }

    /// Reads to the end and returns how many bytes came.
    static long drain(Stream stream) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(READ_BYTES);
        long total = 0;
        for (int count = stream.read(chunk); count >= 0; count = stream.read(chunk.clear())) {
            total += count;
        }
        return total;
    }
}
