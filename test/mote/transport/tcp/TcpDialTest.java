package mote.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import contract.Background;
import contract.ManualClock;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import mote.budget.Budget;
import mote.budget.OverBudgetException;
import mote.budget.Resource;
import mote.bytes.P2pException;
import mote.bytes.P2pException.Blame;
import mote.multiaddr.Multiaddr;
import mote.task.TimedOutException;
import mote.transport.Link;
import mote.transport.Listener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class TcpDialTest {

    private static final int LOST_DIALS = 1_000;

    private final ManualClock clock = new ManualClock();
    private final TcpHost host = new TcpHost(clock);
    private final TcpTransport transport = host.transport();

    @AfterEach
    void end() {
        host.close();
        assertTrue(host.budget.isZero());
    }

    @Test
    void saysWhoRefused() throws IOException {
        Multiaddr nobody = nobody();
        assertFailure(Blame.NETWORK, nobody + " refused the connection", nobody);
    }

    @Test
    void saysWhatIsUnreachable() {
        for (String ip : new String[] {"255.255.255.255", "224.0.0.1"}) {
            Multiaddr address = TcpHost.address(ip, 4001);
            assertFailure(Blame.NETWORK, address + " is unreachable: Network is unreachable", address);
        }
    }

    @Test
    void refusesToDialTheUnspecifiedAddress() {
        assertFailure(Blame.NETWORK, "0.0.0.0 is no address to dial", TcpHost.address("0.0.0.0", 4001));
    }

    @Test
    void saysWhatTimedOut() throws Exception {
        try (var hole = new BlackHole()) {
            Background dial = Background.run(() -> {
                var late = assertThrows(TimedOutException.class, () -> transport.dial(hole.address()));
                assertEquals("dialling " + hole.address() + " timed out after 15000 ms", late.getMessage());
            });
            awaitTimer();
            clock.advance(Limits.DEFAULT.dial().minusNanos(1));
            assertEquals(1, clock.timers());
            clock.advance(Duration.ofNanos(1));
            dial.join();
        }
    }

    @Test
    void anInterruptCancelsADial() throws Exception {
        try (var hole = new BlackHole()) {
            Background dial = Background.run(() ->
                    assertFailure(Blame.LOCAL, "dialling " + hole.address() + " was cancelled", hole.address()));
            awaitTimer();
            dial.interrupt();
            dial.join();
        }
    }

    @Test
    void refusesWithoutASocketWhereTheBudgetIsUsedUp() throws IOException {
        var small = new Budget("small", new mote.budget.Limits(0, 0, 0, 0, 0, 0));
        Multiaddr address = nobody();
        assertThrows(OverBudgetException.class, () -> host.transport(small, false).dial(address));
    }

    /// Refused, timed out and interrupted dials, a thousand of each: as many descriptors are open as before.
    @Test
    void lostDialsLeaveNoDescriptorOpen() throws Exception {
        Multiaddr nobody = nobody();
        try (var hole = new BlackHole()) {
            lose(nobody, hole.address(), 20);
            long before = TcpHost.descriptors();
            lose(nobody, hole.address(), LOST_DIALS);
            long after = TcpHost.descriptors();
            assertTrue(after <= before, before + " descriptors before, " + after + " after");
        }
        assertEquals(0, host.budget.used(Resource.DESCRIPTORS));
    }

    @Test
    void dialsByNameAndTriesOneAddressAfterTheOther() throws IOException {
        try (Listener listener = transport.listen(TcpHost.address("127.0.0.1", 0))) {
            // Nobody listens on 127.0.0.2 at that port.
            host.resolver = name -> new InetAddress[] {ip("127.0.0.2"), ip("::1"), ip("127.0.0.1")};
            int port = TcpHost.port(listener.addresses().getFirst());
            try (Link dialled = transport.dial(named("dns4", port)); Link accepted = listener.accept()) {
                assertEquals(listener.addresses().getFirst(), dialled.remoteAddress());
                assertEquals(dialled.localAddress(), accepted.remoteAddress());
            }
        }
    }

    @Test
    void eachAddressOfANameHasAShareOfTheTime() throws Exception {
        try (var hole = new BlackHole();
                Listener listener = transport.listen(TcpHost.address("127.0.0.3", hole.port))) {
            host.resolver = name -> new InetAddress[] {ip("127.0.0.1"), ip("127.0.0.3")};
            Background dial = Background.run(() -> {
                try (Link dialled = transport.dial(named("dns", hole.port))) {
                    assertEquals(listener.addresses().getFirst(), dialled.remoteAddress());
                }
            });
            awaitConnecting();
            clock.advance(Limits.DEFAULT.dial().dividedBy(2));
            listener.accept().close();
            dial.join();
        }
    }

    @Test
    void aNameLeadsOnlyToItsFamily() {
        host.resolver = name -> new InetAddress[] {ip("127.0.0.1")};
        assertFailure(Blame.NETWORK, "unknown host: host.example has no address of that family",
                named("dns6", 4001));
    }

    @Test
    void saysWhichNameIsUnknown() {
        host.resolver = name -> {
            throw new UnknownHostException(name);
        };
        assertFailure(Blame.NETWORK, "unknown host: host.example", named("dns", 4001));
    }

    @Test
    void dialsFromTheListenPortWhereThatIsWanted() throws IOException {
        TcpTransport punching = host.transport(host.budget, true);
        try (Listener own = punching.listen(TcpHost.address("127.0.0.1", 0));
                Listener other = transport.listen(TcpHost.address("127.0.0.1", 0))) {
            Multiaddr from = own.addresses().getFirst();
            Multiaddr to = other.addresses().getFirst();
            try (Link first = punching.dial(to); Link accepted = other.accept()) {
                assertEquals(from, first.localAddress());
                assertEquals(from, accepted.remoteAddress());
                try (Link second = punching.dial(to); Link _ = other.accept()) {
                    assertNotEquals(from, second.localAddress(), "these two ports are connected already");
                }
                try (Link back = transport.dial(from); Link _ = own.accept()) {
                    assertEquals(from, back.remoteAddress(), "listening goes on beside it");
                }
            }
        }
    }

    @Test
    void dialsFromThePortOfAWildcard() throws IOException {
        TcpHost.assumeIp6();
        for (boolean four : new boolean[] {true, false}) {
            String here = four ? "127.0.0.1" : "::1";
            String elsewhere = four ? "::1" : "127.0.0.1";
            TcpTransport punching = host.transport(host.budget, true);
            try (Listener own = punching.listen(TcpHost.address(four ? "0.0.0.0" : "::", 0));
                    Listener other = transport.listen(TcpHost.address(here, 0));
                    Listener foreign = transport.listen(TcpHost.address(elsewhere, 0));
                    Link dialled = punching.dial(other.addresses().getFirst()); Link accepted = other.accept();
                    Link apart = punching.dial(foreign.addresses().getFirst())) {
                int port = TcpHost.port(own.addresses().getFirst());
                assertEquals(TcpHost.address(here, port), dialled.localAddress());
                assertEquals(dialled.localAddress(), accepted.remoteAddress());
                assertNotEquals(port, TcpHost.port(apart.localAddress()), "that family is not listened on");
            }
        }
    }

    @Test
    void seesThatAPortIsInUseAlsoWhereItSharesIts() throws IOException {
        TcpTransport punching = host.transport(host.budget, true);
        try (Listener own = punching.listen(TcpHost.address("127.0.0.1", 0))) {
            var refused = assertThrows(P2pException.class, () ->
                    host.transport(host.budget, true).listen(own.addresses().getFirst()));
            assertInstanceOf(BindException.class, refused.getCause());
        }
    }

    private void lose(Multiaddr nobody, Multiaddr hole, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            assertThrows(P2pException.class, () -> transport.dial(nobody));
            Background late = Background.run(() -> assertThrows(TimedOutException.class, () -> transport.dial(hole)));
            awaitTimer();
            clock.advance(Limits.DEFAULT.dial());
            late.join();
            Background cancelled = Background.run(() ->
                    assertThrows(P2pException.class, () -> transport.dial(hole)));
            awaitTimer();
            if (i % 2 == 0) {
                cancelled.awaitBlocked();
            }
            cancelled.interrupt();
            cancelled.join();
        }
    }

    private void awaitTimer() {
        Background.until(() -> clock.timers() > 0);
    }

    /// Until the timer is that of connecting, not that of the look-up before.
    private void awaitConnecting() {
        Background.until(() -> host.budget.used(Resource.DESCRIPTORS) >= 3 && clock.timers() > 0);
    }

    private void assertFailure(Blame blame, String message, Multiaddr address) {
        var failure = assertThrows(P2pException.class, () -> transport.dial(address));
        assertEquals(message, failure.getMessage());
        assertEquals(blame, failure.blame());
    }

    /// An address where nobody listens: somebody did just now.
    private Multiaddr nobody() throws IOException {
        try (Listener gone = transport.listen(TcpHost.address("127.0.0.1", 0))) {
            return gone.addresses().getFirst();
        }
    }

    private static Multiaddr named(String protocol, int port) {
        return TcpHost.parse("/" + protocol + "/host.example/tcp/" + port);
    }

    private static InetAddress ip(String literal) throws UnknownHostException {
        return InetAddress.getByName(literal);
    }

    /// A port that answers nothing: its backlog is full.
    private static final class BlackHole implements AutoCloseable {

        private final ServerSocketChannel socket = ServerSocketChannel.open();
        private final List<SocketChannel> waiting = new ArrayList<>();
        private final int port;

        BlackHole() throws IOException {
            socket.bind(new InetSocketAddress("127.0.0.1", 0), 1);
            port = ((InetSocketAddress) socket.getLocalAddress()).getPort();
            for (int i = 0; i < 2; i++) {
                waiting.add(SocketChannel.open(socket.getLocalAddress()));
            }
        }

        Multiaddr address() {
            return TcpHost.address("127.0.0.1", port);
        }

        @Override
        public void close() throws IOException {
            for (SocketChannel channel : waiting) {
                channel.close();
            }
            socket.close();
        }
    }
}
