package attacks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import mote.bytes.Bytes;
import mote.bytes.Writer;
import mote.io.Duplex;

/// A TCP connection of the attacker: plain bytes, counted. Everything that waits has a limit.
final class Raw implements Duplex {

    /// Longer than any limit of the node.
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    static final Bytes HEADER = line("/multistream/1.0.0");
    static final Bytes NOISE = line("/noise");

    private final Socket socket = new Socket();
    private volatile long sent;
    private volatile long received;

    /// @param ip where to come from: any address of loopback will do
    Raw(String ip, InetSocketAddress to) throws IOException {
        socket.bind(new InetSocketAddress(ip, 0));
        socket.connect(to);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) PATIENCE.toMillis());
    }

    /// A line of multistream-select.
    static Bytes line(String text) {
        return new Writer(70_000).lengthPrefixed(Bytes.utf8(text + "\n")).toBytes();
    }

    long sent() {
        return sent;
    }

    long received() {
        return received;
    }

    Raw send(Bytes bytes) throws IOException {
        write(bytes.buffer());
        return this;
    }

    Raw send(String hex) throws IOException {
        return send(Bytes.ofHex(hex));
    }

    /// Sends `piece` again and again until the other side has had enough, or `most` times. Returns how often.
    int flood(Bytes piece, int most) {
        try {
            for (int i = 0; i < most; i++) {
                send(piece);
            }
            return most;
        } catch (IOException closed) {
            return (int) (sent / piece.length());
        }
    }

    /// Reads to the end, which has to come, and returns what came before as text of one byte a character.
    String untilClosed() throws IOException {
        var text = new StringBuilder();
        byte[] buffer = new byte[8 << 10];
        try {
            for (int count = socket.getInputStream().read(buffer); count >= 0;
                    count = socket.getInputStream().read(buffer)) {
                received += count;
                text.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
            }
        } catch (SocketTimeoutException open) {
            throw new AssertionError("still open after " + PATIENCE, open);
        } catch (IOException reset) {
            // Closed as well.
            return text.toString();
        }
        return text.toString();
    }

    @Override
    public int read(ByteBuffer dst) throws IOException {
        byte[] buffer = new byte[Math.min(dst.remaining(), 64 << 10)];
        int count = socket.getInputStream().read(buffer);
        if (count > 0) {
            received += count;
            dst.put(buffer, 0, count);
        }
        return count;
    }

    @Override
    public void writeAll(ByteBuffer... parts) throws IOException {
        for (ByteBuffer part : parts) {
            byte[] bytes = new byte[part.remaining()];
            part.get(bytes);
            socket.getOutputStream().write(bytes);
            sent += bytes.length;
        }
    }

    @Override
    public void closeWrite() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public boolean isOpen() {
        return !socket.isClosed();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
