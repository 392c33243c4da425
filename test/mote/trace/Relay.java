package mote.trace;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import mote.bytes.Bytes;
import mote.multiaddr.Multiaddr;
import mote.multiaddr.Protocol;

/// A host between two others: passes one TCP connection on, and keeps what it carried. It knows nothing of Mote.
public final class Relay implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final ByteArrayOutputStream toListener = new ByteArrayOutputStream();
    private final ByteArrayOutputStream toDialer = new ByteArrayOutputStream();
    private final Thread thread;

    /// @param target where to pass it on to
    public Relay(Multiaddr target) throws IOException {
        int port = target.components().stream().filter(one -> one.protocol() == Protocol.TCP).findFirst().orElseThrow()
                .port();
        thread = Thread.startVirtualThread(() -> pass(port));
    }

    /// Where to dial instead of the target.
    public Multiaddr address() {
        return Multiaddr.of(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), Protocol.TCP);
    }

    /// Blocks until the connection has ended; then all that the dialer sent.
    public Bytes toListener() throws InterruptedException {
        thread.join();
        return Bytes.copyOf(toListener.toByteArray());
    }

    /// Blocks until the connection has ended; then all that the listener sent.
    public Bytes toDialer() throws InterruptedException {
        thread.join();
        return Bytes.copyOf(toDialer.toByteArray());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void pass(int port) {
        try (Socket dialer = server.accept(); Socket listener = new Socket(InetAddress.getLoopbackAddress(), port)) {
            Thread back = Thread.startVirtualThread(() -> copy(listener, dialer, toDialer));
            copy(dialer, listener, toListener);
            back.join();
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void copy(Socket from, Socket to, OutputStream record) {
        try {
            InputStream in = from.getInputStream();
            byte[] buffer = new byte[1 << 16];
            for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
                record.write(buffer, 0, count);
                to.getOutputStream().write(buffer, 0, count);
            }
            to.shutdownOutput();
        } catch (IOException _) {
            // Whoever ended the connection at once: what came until then was passed on.
            return;
        }
    }
}
