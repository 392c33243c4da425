package interop;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// A process between a dialler and a listener, both on this host's loopback, that makes the way between them long.
/// TCP's own handshake is with the relay, so that it costs nothing; everything else takes its time.
///
/// ```
///   dialler ── connect, at once ──> relay ── connect, at once ──> listener
///           ── bytes ──>            | 50 ms |                 ──>
///           <──                     | 50 ms |            bytes ──
/// ```
///
/// `Relay MILLIS PORT` passes on what comes to a port of its own to PORT, half of MILLIS later, and the same backwards.
/// It prints `{"port":N}`, its own, and ends with its input.
final class Relay implements Closeable {

    private static final int PIECE_BYTES = 64 << 10;

    /// What was read, to be written at a time of `System.nanoTime`; empty for the end.
    private record Piece(byte[] bytes, long due) { }

    /// What a test holds: the process.
    private final JsonProcess process;
    private final int port;

    /// Starts a relay.
    ///
    /// @param roundTripMillis how long bytes take there and back
    /// @param target the port that it leads to
    Relay(int roundTripMillis, int target) throws IOException, InterruptedException {
        process = new JsonProcess("relay", List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), "interop.Relay",
                Integer.toString(roundTripMillis), Integer.toString(target)));
        port = (int) process.next().at("port").number();
    }

    /// Where to connect.
    int port() {
        return port;
    }

    @Override
    public void close() {
        process.close();
    }

    public static void main(String[] args) throws IOException {
        long delay = Long.parseLong(args[0]) * 1_000_000 / 2;
        int target = Integer.parseInt(args[1]);
        var listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        System.out.println("{\"port\":" + listener.getLocalPort() + "}");
        Thread.ofPlatform().daemon().start(() -> {
            try {
                while (true) {
                    relay(listener.accept(), target, delay);
                }
            } catch (IOException ended) {
                System.exit(1);
            }
        });
        System.in.readAllBytes();
    }

    private static void relay(Socket dialler, int target, long delay) throws IOException {
        var listener = new Socket(InetAddress.getLoopbackAddress(), target);
        dialler.setTcpNoDelay(true);
        listener.setTcpNoDelay(true);
        pass(dialler, listener, delay);
        pass(listener, dialler, delay);
    }

    private static void pass(Socket from, Socket to, long delay) {
        var pieces = new LinkedBlockingQueue<Piece>();
        Thread.startVirtualThread(() -> read(from, pieces, delay));
        Thread.startVirtualThread(() -> write(to, pieces));
    }

    private static void read(Socket from, BlockingQueue<Piece> pieces, long delay) {
        byte[] buffer = new byte[PIECE_BYTES];
        int count = 0;
        while (count >= 0) {
            try {
                count = from.getInputStream().read(buffer);
            } catch (IOException failed) {
                count = -1;
            }
            pieces.add(new Piece(Arrays.copyOf(buffer, Math.max(0, count)), System.nanoTime() + delay));
        }
    }

    /// What fails here, the other direction sees too.
    private static void write(Socket to, BlockingQueue<Piece> pieces) {
        try {
            OutputStream out = to.getOutputStream();
            while (true) {
                Piece piece = pieces.take();
                Thread.sleep(Duration.ofNanos(Math.max(0, piece.due - System.nanoTime())));
                if (piece.bytes.length == 0) {
                    to.shutdownOutput();
                    return;
                }
                out.write(piece.bytes);
            }
        } catch (IOException | InterruptedException ended) {
            try {
                to.close();
            } catch (IOException _) {
                // It is of no use any more.
            }
        }
    }
}
