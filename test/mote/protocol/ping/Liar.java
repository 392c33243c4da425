package mote.protocol.ping;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import mote.connection.Connection;
import mote.connection.ProtocolHandler;
import mote.mux.Stream;
import mote.negotiate.ProtocolId;

/// Answers a ping with other bytes.
final class Liar implements ProtocolHandler {

    static final ProtocolId ID = new ProtocolId("/test/liar/1.0.0");

    @Override
    public List<ProtocolId> ids() {
        return List.of(ID);
    }

    @Override
    public void handle(Stream stream, Connection connection) throws IOException {
        ByteBuffer payload = ByteBuffer.allocate(Ping.PAYLOAD_BYTES);
        stream.readFully(payload);
        stream.write(payload.flip().put(31, (byte) (payload.get(31) + 1)));
        stream.read(payload.clear());
    }
}
