package bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/// 32 bytes there and back between two virtual threads of this process, without any protocol: the floor of a ping in
/// Java.
final class Echo implements AutoCloseable {

    private static final int BYTES = 32;

    private final ServerSocketChannel listener = ServerSocketChannel.open();
    private final SocketChannel client;

    Echo() throws IOException {
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.startVirtualThread(this::serve);
        client = SocketChannel.open(listener.getLocalAddress());
        client.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    double p50Micros(int count) throws InterruptedException {
        double[] micros = new double[count];
        Thread.startVirtualThread(() -> measure(micros)).join();
        Arrays.sort(micros);
        return micros[count / 2];
    }

    @Override
    public void close() throws IOException {
        client.close();
        listener.close();
    }

    private void serve() {
        try (SocketChannel accepted = listener.accept()) {
            accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
            ByteBuffer buffer = ByteBuffer.allocate(BYTES);
            while (accepted.read(buffer.clear()) >= 0) {
                accepted.write(buffer.flip());
            }
        } catch (IOException _) {
            // The end of the measurement.
        }
    }

    private void measure(double[] micros) {
        try {
            ByteBuffer buffer = ByteBuffer.allocate(BYTES);
            for (int i = 0; i < micros.length; i++) {
                long start = System.nanoTime();
                client.write(buffer.clear());
                buffer.clear();
                while (buffer.hasRemaining()) {
                    client.read(buffer);
                }
                micros[i] = (System.nanoTime() - start) / 1e3;
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
