package mote.transport.tcp;

import module java.base;
import mote.budget.*;
import mote.multiaddr.*;
import mote.task.*;
import mote.transport.*;

/// A TCP connection, and the file descriptor that was reserved for it. Both are released by [#close].
final class TcpLink implements Link {

    /// The most that is given to one write. The JDK copies all that remains of a heap buffer for each system call, so
    /// a large buffer that goes out in pieces would be copied many times over; at about 128 KiB throughput was best.
    /// Two Noise messages of full length, 131,074 bytes, go at once.
    private static final int PIECE_BYTES = 129 << 10;

    private static final System.Logger LOG = System.getLogger("mote.transport.tcp");

    private final SocketChannel channel;
    private final Reservation descriptor;
    // Set by connected(), before anybody else knows the link.
    private Multiaddr localAddress;
    private Multiaddr remoteAddress;

    private TcpLink(SocketChannel channel, Reservation descriptor) {
        this.channel = channel;
        this.descriptor = descriptor;
    }

    /// A link over the socket that `opening` gives, which is connected, or will be.
    ///
    /// @throws OverBudgetException when there is no descriptor left for it; then nothing is opened
    static TcpLink over(Deadline.Work<SocketChannel> opening, Budget budget) throws IOException {
        Reservation descriptor = budget.reserve(Resource.DESCRIPTORS, 1);
        try {
            return new TcpLink(opening.run(), descriptor);
        } catch (Throwable failure) {
            descriptor.close();
            throw failure;
        }
    }

    /// Connects the socket. Blocks until that is done, has failed, or the link is closed.
    ///
    /// @param source the address and port to come from, or null for any
    TcpLink connect(InetSocketAddress remote, InetSocketAddress source) throws IOException {
        if (source != null) {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            channel.bind(source);
        }
        channel.connect(remote);
        connected();
        return this;
    }

    /// To be called once the socket is connected. Returns the other end's address.
    InetAddress connected() throws IOException {
        // Messages are gathered above: a small one is small because it has to go now.
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        var remote = (InetSocketAddress) channel.getRemoteAddress();
        localAddress = TcpAddress.toMultiaddr((InetSocketAddress) channel.getLocalAddress());
        remoteAddress = TcpAddress.toMultiaddr(remote);
        return remote.getAddress();
    }

    @Override public Multiaddr localAddress() { return localAddress; }

    @Override public Multiaddr remoteAddress() { return remoteAddress; }

    @Override public int read(ByteBuffer dst) throws IOException { return channel.read(dst); }

    @Override
    public void writeAll(ByteBuffer... parts) throws IOException {
        long total = 0;
        for (ByteBuffer part : parts) {
            total += part.remaining();
        }
        if (total <= PIECE_BYTES) {
            while (total > 0) {
                total -= channel.write(parts);
            }
            return;
        }
        for (ByteBuffer part : parts) {
            for (int end = part.limit(); part.position() < end;) {
                channel.write(part.limit(Math.min(end, part.position() + PIECE_BYTES)));
            }
        }
    }

    @Override public void closeWrite() throws IOException { channel.shutdownOutput(); }

    @Override public boolean isOpen() { return channel.isOpen(); }

    @Override
    public void close() {
        try (descriptor) {
            channel.close();
        } catch (IOException failure) {
            LOG.log(System.Logger.Level.DEBUG, "closing {0}: {1}", remoteAddress, failure.getMessage());
        }
    }

    @Override public String toString() { return localAddress + " - " + remoteAddress; }
}
