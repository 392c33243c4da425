package mote.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import contract.Background;
import contract.ManualClock;
import java.io.IOException;
import java.net.BindException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import mote.budget.Budget;
import mote.budget.Resource;
import mote.bytes.P2pException;
import mote.bytes.P2pException.Blame;
import mote.multiaddr.Multiaddr;
import mote.transport.Link;
import mote.transport.Listener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class TcpListenTest {

    private final ManualClock clock = new ManualClock();
    private final TcpHost host = new TcpHost(clock);
    private final TcpTransport transport = host.transport();

    @AfterEach
    void end() {
        host.close();
        assertTrue(host.budget.isZero());
    }

    @Test
    void expandsAWildcardToTheAddressesOfItsFamily() throws IOException {
        try (Listener listener = transport.listen(TcpHost.address("0.0.0.0", 0))) {
            int port = TcpHost.port(listener.addresses().getFirst());
            assertTrue(port > 0);
            assertTrue(listener.addresses().contains(TcpHost.address("127.0.0.1", port)));
            for (Multiaddr address : listener.addresses()) {
                TcpAddress tcp = TcpAddress.of(address).orElseThrow();
                assertEquals(4, tcp.ip().getAddress().length);
                assertEquals(port, tcp.port());
                try (Link _ = transport.dial(address); Link accepted = listener.accept()) {
                    assertEquals(address, accepted.localAddress());
                }
            }
        }
    }

    @Test
    void bothWildcardsShareAPortInEitherOrder() throws IOException {
        TcpHost.assumeIp6();
        for (List<String> order : List.of(List.of("0.0.0.0", "::"), List.of("::", "0.0.0.0"))) {
            Listener first = transport.listen(TcpHost.address(order.get(0), 0));
            int port = TcpHost.port(first.addresses().getFirst());
            Listener second = transport.listen(TcpHost.address(order.get(1), port));
            Listener four = order.get(0).equals("::") ? second : first;
            Listener six = four == first ? second : first;
            assertTrue(four.addresses().contains(TcpHost.address("127.0.0.1", port)));
            assertTrue(six.addresses().contains(TcpHost.address("::1", port)));
            connect(four, "127.0.0.1", port);
            connect(six, "::1", port);
            for (String again : order) {
                Multiaddr taken = TcpHost.address(again, port);
                assertEquals(Blame.LOCAL, assertThrows(P2pException.class, () -> transport.listen(taken)).blame());
            }
            first.close();
            connect(second, second == four ? "127.0.0.1" : "::1", port);
            assertTakesNothing(first == four ? "127.0.0.1" : "::1", port);
            second.close();
            transport.listen(TcpHost.address("127.0.0.1", port)).close();
        }
    }

    @Test
    void theWildcardOfIp6AloneClosesWhatComesByIp4() throws IOException {
        TcpHost.assumeIp6();
        try (Listener listener = transport.listen(TcpHost.address("::", 0))) {
            int port = TcpHost.port(listener.addresses().getFirst());
            assertTakesNothing("127.0.0.1", port);
            connect(listener, "::1", port);
        }
    }

    @Test
    void theWildcardOfIp4AloneClosesWhatComesByIp6() throws IOException {
        TcpHost.assumeIp6();
        try (Listener listener = transport.listen(TcpHost.address("0.0.0.0", 0))) {
            int port = TcpHost.port(listener.addresses().getFirst());
            assertTakesNothing("::1", port);
            connect(listener, "127.0.0.1", port);
        }
    }

    @Test
    void aWildcardTakesItsPortOfBothFamilies() throws IOException {
        TcpHost.assumeIp6();
        Listener first = transport.listen(TcpHost.address("0.0.0.0", 0));
        int port = TcpHost.port(first.addresses().getFirst());
        assertInUse(TcpHost.address("::1", port));
        connect(first, "127.0.0.1", port);
        first.close();
        try (Listener _ = host.transport().listen(TcpHost.address("::1", port))) {
            assertInUse(TcpHost.address("0.0.0.0", port));
        }
        first = transport.listen(TcpHost.address("0.0.0.0", port));
        transport.listen(TcpHost.address("::", port)).close();
        connect(first, "127.0.0.1", port);
        first.close();
    }

    @Test
    void saysThatAPortIsInUse() throws IOException {
        try (Listener listener = transport.listen(TcpHost.address("127.0.0.1", 0))) {
            Multiaddr taken = listener.addresses().getFirst();
            var refused = assertThrows(P2pException.class, () -> host.transport().listen(taken));
            assertEquals("cannot listen on 127.0.0.1 port " + TcpHost.port(taken) + ": Address already in use",
                    refused.getMessage());
            assertInstanceOf(BindException.class, refused.getCause());
            assertEquals(Blame.LOCAL, refused.blame());
        }
    }

    @Test
    void refusesToListenOnWhatIsNotOfThisHost() {
        for (Multiaddr address : List.of(TcpHost.address("192.0.2.99", 0),
                TcpHost.parse("/dns/example.org/tcp/0"))) {
            assertEquals(Blame.LOCAL, assertThrows(P2pException.class, () -> transport.listen(address)).blame());
        }
    }

    @Test
    void refusesToListenOnceItsScopeIsClosed() {
        host.scope.close();
        var refused = assertThrows(P2pException.class, () -> transport.listen(TcpHost.address("127.0.0.1", 0)));
        assertEquals("this node is shutting down", refused.getMessage());
    }

    @Test
    void theEndOfItsScopeEndsAListener() throws Exception {
        Listener listener = transport.listen(TcpHost.address("127.0.0.1", 0));
        Background accept = Background.run(() ->
                assertThrows(java.nio.channels.ClosedChannelException.class, listener::accept));
        accept.awaitBlocked();
        host.scope.close();
        accept.join();
        assertTrue(host.budget.isZero());
    }

    /// Of 8 descriptors listening may use 6: one for its socket, five for links. Who comes then waits in the kernel
    /// until one is free, while the accepting thread sleeps; dialling has the other two.
    @Test
    void pausesWhereItIsOutOfDescriptors() throws Exception {
        var small = new Budget("small", new mote.budget.Limits(0, 0, 0, 0, 8, 0));
        TcpTransport careful = host.transport(small, false);
        Listener listener = careful.listen(TcpHost.address("127.0.0.1", 0));
        var accepted = new ArrayDeque<Link>();
        var dialled = new ArrayDeque<Link>();
        for (int i = 0; i < 5; i++) {
            dialled.add(transport.dial(listener.addresses().getFirst()));
            accepted.add(listener.accept());
        }
        dialled.add(transport.dial(listener.addresses().getFirst()));
        awaitPause();
        assertEquals(6, small.used(Resource.DESCRIPTORS));
        careful.dial(listener.addresses().getFirst()).close();
        clock.advance(Limits.DEFAULT.acceptPause());
        awaitPause();
        accepted.poll().close();
        clock.advance(Limits.DEFAULT.acceptPause());
        accepted.add(listener.accept());
        listener.close();
        accepted.forEach(Link::close);
        dialled.forEach(Link::close);
        clock.advance(Limits.DEFAULT.acceptPause());
        host.close();
        assertTrue(small.isZero());
    }

    /// For another node of this host.
    private void assertInUse(Multiaddr address) {
        var refused = assertThrows(P2pException.class, () -> host.transport().listen(address));
        assertInstanceOf(BindException.class, refused.getCause());
    }

    private void awaitPause() {
        Background.until(() -> clock.timers() > 0);
    }

    private void connect(Listener listener, String ip, int port) throws IOException {
        try (Link dialled = transport.dial(TcpHost.address(ip, port)); Link accepted = listener.accept()) {
            assertEquals(dialled.localAddress(), accepted.remoteAddress());
        }
    }

    /// Either nobody is there, or the connection ends at once.
    private void assertTakesNothing(String ip, int port) throws IOException {
        try (Link dialled = transport.dial(TcpHost.address(ip, port))) {
            assertEquals(-1, dialled.read(ByteBuffer.allocate(1)));
        }
    }
}
