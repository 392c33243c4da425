package attacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Who is dialled does not answer, or answers too late, or the dial is given up: no socket stays open, and
/// `tcp.Limits.dial` (15 s) and `connection.Limits.stage` (10 s) end what hangs.
@Tag("slow")
class LostDialsTest {

    private static Victim victim;

    @BeforeAll
    static void start() throws IOException {
        victim = Victim.start("speed=10");
    }

    @AfterAll
    static void stop() throws IOException {
        victim.close();
    }

    @Test
    void isNotThere() throws Exception {
        victim.survives(_ -> {
            int port;
            try (var gone = server(1)) {
                port = gone.getLocalPort();
            }
            for (int i = 0; i < 300; i++) {
                assertFails(port);
            }
        });
    }

    @Test
    void acceptsAndSaysNothing() throws Exception {
        victim.survives(_ -> {
            try (var silent = server(50)) {
                assertFails(silent.getLocalPort());
                for (int i = 0; i < 40; i++) {
                    abandon(silent.getLocalPort());
                }
            }
        });
    }

    /// The queue of connections that nobody accepts is full, so that the dial hangs in the kernel.
    @Test
    void hangsInTheKernel() throws Exception {
        List<Socket> fillers = new ArrayList<>();
        try (var full = server(1)) {
            for (int i = 0; i < 8; i++) {
                fillers.add(filler(full));
            }
            victim.survives(_ -> {
                for (int i = 0; i < 100; i++) {
                    abandon(full.getLocalPort());
                }
                assertFails(full.getLocalPort());
            });
        } finally {
            for (Socket filler : fillers) {
                filler.close();
            }
        }
    }

    /// The winner of a race with giving up, now this one and now that, as each dial gets further before it is given up.
    @Test
    void answersWhenNobodyWaitsForItAnyMore() throws Exception {
        victim.survives(attacker -> {
            try (var other = Victim.start()) {
                String address = other.address().withoutPeer().toString();
                for (int i = 0; i < 200; i++) {
                    assertEquals("abandoned", victim.ask("abandon " + address));
                }
            }
            assertTrue(attacker.connections() == 0);
        });
    }

    private static ServerSocket server(int backlog) throws IOException {
        return new ServerSocket(0, backlog, InetAddress.getLoopbackAddress());
    }

    private static Socket filler(ServerSocket full) throws IOException {
        var socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), full.getLocalPort()), 50);
        } catch (IOException hangs) {
            return socket;
        }
        return socket;
    }

    private static void assertFails(int port) throws IOException {
        String answer = victim.ask("dial /ip4/127.0.0.1/tcp/" + port);
        assertTrue(answer.contains("Exception"), answer);
    }

    private static void abandon(int port) throws IOException {
        assertEquals("abandoned", victim.ask("abandon /ip4/127.0.0.1/tcp/" + port));
    }
}
