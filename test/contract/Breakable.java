package contract;

import java.io.IOException;
import java.nio.ByteBuffer;
import mote.io.Duplex;

/// A pipe that can be broken, as a cable can.
public final class Breakable implements Duplex {

    private final Duplex pipe;
    private volatile boolean broken;

    public Breakable(Duplex pipe) {
        this.pipe = pipe;
    }

    /// From now on every call on these ends fails, those that block included.
    public static void cut(Breakable... ends) {
        for (Breakable end : ends) {
            end.broken = true;
        }
        for (Breakable end : ends) {
            end.pipe.close();
        }
    }

    @Override
    public int read(ByteBuffer dst) throws IOException {
        try {
            return pipe.read(dst);
        } finally {
            check();
        }
    }

    @Override
    public void writeAll(ByteBuffer... parts) throws IOException {
        try {
            pipe.writeAll(parts);
        } finally {
            check();
        }
    }

    @Override
    public void closeWrite() throws IOException {
        check();
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

    private void check() throws IOException {
        if (broken) {
            throw new IOException("the cable is cut");
        }
    }
}
