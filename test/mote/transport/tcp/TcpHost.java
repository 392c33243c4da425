package mote.transport.tcp;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import mote.budget.Budget;
import mote.multiaddr.Multiaddr;
import mote.task.Clock;
import mote.task.Scope;
import mote.transport.Names;

/// What a test of TCP stands on.
final class TcpHost implements AutoCloseable {

    final Scope scope;
    final Budget budget = new Budget("host", mote.budget.Limits.NODE);
    private final Clock clock;
    Names.Resolver resolver = InetAddress::getAllByName;

    TcpHost() {
        this(Clock.system());
    }

    TcpHost(Clock clock) {
        this.clock = clock;
        this.scope = new Scope("host", Thread.ofVirtual().factory(), clock);
    }

    TcpTransport transport() {
        return transport(budget, false);
    }

    TcpTransport transport(Budget of, boolean fromListenPort) {
        var names = new Names(name -> resolver.addresses(name), Thread.ofPlatform().daemon().factory(), clock,
                mote.transport.Limits.DEFAULT);
        return new TcpTransport(scope, of, names, Limits.DEFAULT, fromListenPort);
    }

    @Override
    public void close() {
        scope.close();
    }

    static Multiaddr address(String ip, int port) {
        return parse((ip.contains(":") ? "/ip6/" : "/ip4/") + ip + "/tcp/" + port);
    }

    static Multiaddr parse(String text) {
        try {
            return Multiaddr.parse(text);
        } catch (IOException notAnAddress) {
            throw new AssertionError(notAnAddress);
        }
    }

    static int port(Multiaddr address) {
        return TcpAddress.of(address).orElseThrow().port();
    }

    /// Descriptors that this process has open.
    static long descriptors() throws IOException {
        try (var open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    static void assumeIp6() throws IOException {
        InetAddress loopback = InetAddress.getByName("::1");
        assumeTrue(NetworkInterface.getByInetAddress(loopback) != null, "this host has no IPv6");
    }
}
