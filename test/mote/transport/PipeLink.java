package mote.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import mote.bytes.P2pException;
import mote.io.Duplex;
import mote.io.MemoryPipe;
import mote.multiaddr.Multiaddr;

/// One end of a pipe in memory as a link.
public record PipeLink(Duplex pipe, Multiaddr localAddress, Multiaddr remoteAddress) implements Link {

    /// The two ends of a pipe, `/memory/1` and `/memory/2`.
    public static PipeLink[] pair() throws P2pException {
        var pipe = MemoryPipe.create();
        var one = Multiaddr.parse("/memory/1");
        var two = Multiaddr.parse("/memory/2");
        return new PipeLink[] {new PipeLink(pipe.left(), one, two), new PipeLink(pipe.right(), two, one)};
    }

    @Override
    public int read(ByteBuffer dst) throws IOException {
        return pipe.read(dst);
    }

    @Override
    public void writeAll(ByteBuffer... parts) throws IOException {
        pipe.writeAll(parts);
    }

    @Override
    public void closeWrite() throws IOException {
        pipe.closeWrite();
    }

    @Override
    public boolean isOpen() {
        return pipe.isOpen();
    }

    @Override
    public void close() {
        pipe.close();
    }
}
