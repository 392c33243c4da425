package mote.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import mote.mux.Stream;
import mote.negotiate.LazyDuplex;
import mote.negotiate.Multistream;
import mote.negotiate.ProtocolId;

/// A stream on which one protocol was proposed without waiting for the answer ([LazyDuplex]).
final class ProposedStream implements Stream {

    private final Stream stream;
    private final LazyDuplex proposed;

    ProposedStream(Stream stream, ProtocolId protocol) {
        this.stream = stream;
        this.proposed = Multistream.propose(stream, protocol);
    }

    @Override
    public long id() {
        return stream.id();
    }

    @Override
    public boolean isInbound() {
        return stream.isInbound();
    }

    @Override
    public int read(ByteBuffer dst) throws IOException {
        return proposed.read(dst);
    }

    @Override
    public void writeAll(ByteBuffer... parts) throws IOException {
        proposed.writeAll(parts);
    }

    @Override
    public void closeWrite() throws IOException {
        proposed.closeWrite();
    }

    @Override
    public void stopReading(long code) {
        stream.stopReading(code);
    }

    @Override
    public void reset(long code) {
        stream.reset(code);
    }

    @Override
    public boolean isOpen() {
        return stream.isOpen();
    }

    @Override
    public void close() {
        stream.close();
    }
}
