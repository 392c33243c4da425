package mote.swarm;

import java.io.IOException;
import java.nio.ByteBuffer;
import mote.bytes.P2pException;
import mote.io.Duplex;
import mote.io.MemoryPipe;
import mote.multiaddr.Multiaddr;
import mote.transport.Link;

/// One end of a pipe in memory as a link from somewhere.
record TestLink(Duplex pipe, Multiaddr remoteAddress) implements Link {

    static TestLink create() throws P2pException {
        return new TestLink(MemoryPipe.create().left(), Multiaddr.parse("/ip4/192.0.2.1/tcp/4001"));
    }

    @Override
    public Multiaddr localAddress() {
        return remoteAddress;
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
