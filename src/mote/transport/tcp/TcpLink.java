package mote.transport.tcp;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import mote.budget.Reservation;
import mote.multiaddr.Multiaddr;
import mote.transport.Link;

/// A TCP connection, and the file descriptor that was reserved for it. Both are released by [#close].
final class TcpLink implements Link {

    /// The most that is given to one write. The JDK copies all that remains of a heap buffer for each system call, so
    /// a large buffer that goes out in pieces would be copied many times over; at 128 KiB throughput was best.
    private static final int WRITE_BYTES_MAX = 128 << 10;

    private static final System.Logger LOG = System.getLogger("mote.transport.tcp");

    private final SocketChannel channel;
    private final Reservation descriptor;
    // Set before use: by connect, or by the constructor of an accepted link.
    private Multiaddr localAddress;
    private Multiaddr remoteAddress;

    /// A link that is not connected yet.
    TcpLink(SocketChannel channel, Reservation descriptor) {
        this.channel = channel;
        this.descriptor = descriptor;
    }

    /// Makes what a new socket is into a connected link. Blocks until it is connected or closed.
    void connect(InetSocketAddress remote) throws IOException {
        channel.connect(remote);
        connected();
    }

    /// To be called when the socket is connected.
    void connected() throws IOException {
        // Messages are gathered above: a small one is small because it has to go now.
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        localAddress = TcpAddress.toMultiaddr((InetSocketAddress) channel.getLocalAddress());
        remoteAddress = TcpAddress.toMultiaddr((InetSocketAddress) channel.getRemoteAddress());
    }

    @Override
    public Multiaddr localAddress() {
        return localAddress;
    }

    @Override
    public Multiaddr remoteAddress() {
        return remoteAddress;
    }

    @Override
    public int read(ByteBuffer dst) throws IOException {
        return channel.read(dst);
    }

    @Override
    public void writeAll(ByteBuffer... parts) throws IOException {
        long total = 0;
        for (ByteBuffer part : parts) {
            total += part.remaining();
        }
        if (total <= WRITE_BYTES_MAX) {
            for (long left = total; left > 0;) {
                left -= channel.write(parts);
            }
        } else {
            for (ByteBuffer part : parts) {
                writeInPieces(part);
            }
        }
    }

    @Override
    public void closeWrite() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            LOG.log(Level.DEBUG, "closing {0}: {1}", remoteAddress, failure.getMessage());
        }
        descriptor.close();
    }

    @Override
    public String toString() {
        return localAddress + " - " + remoteAddress;
    }

    private void writeInPieces(ByteBuffer part) throws IOException {
        int end = part.limit();
        while (part.position() < end) {
            part.limit(Math.min(end, part.position() + WRITE_BYTES_MAX));
            channel.write(part);
        }
    }
}
