package contract;

import java.io.IOException;
import java.nio.ByteBuffer;
import mote.io.Duplex;

/// Passes everything on. A test's pipe extends this and does one thing otherwise.
public class Through implements Duplex {

    protected final Duplex pipe;

    public Through(Duplex pipe) {
        this.pipe = pipe;
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
