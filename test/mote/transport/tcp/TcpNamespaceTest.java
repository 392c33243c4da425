package mote.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Hosts in a network namespace of their own, whose interfaces come and go. Needs root and the `ip` command.
@Tag("slow")
@Timeout(60)
final class TcpNamespaceTest {

    private final String namespace = "mote-test-" + ProcessHandle.current().pid();

    @BeforeEach
    void create() throws Exception {
        boolean possible = "root".equals(System.getProperty("user.name")) && run(List.of("ip", "netns", "list")) == 0
                && run(List.of("ip", "netns", "add", namespace)) == 0;
        assumeTrue(possible, "no network namespaces: they need root and the ip command");
        in("ip link set lo up");
    }

    @AfterEach
    void delete() throws Exception {
        run(List.of("ip", "netns", "del", namespace));
    }

    @Test
    void addressesAppearAndGoWithTheirInterfaces() throws Exception {
        try (var host = host()) {
            assertEquals("listening", host.ask("listen 0.0.0.0"));
            assertEquals("listening", host.ask("listen ::"));
            assertEquals("127.0.0.1", host.ask("addresses 0"));
            assertEquals("0:0:0:0:0:0:0:1", host.ask("addresses 1"));
            for (String name : new String[] {"lan0", "docker0", "br-0f3a", "virbr0"}) {
                in("ip link add " + name + " type bridge");
                in("ip link set " + name + " up");
            }
            in("ip link add veth1f type veth peer name lan1");
            in("ip link set veth1f up");
            in("ip link set lan1 up");
            in("ip addr add 172.17.0.1/16 dev docker0");
            in("ip addr add 172.18.0.1/16 dev br-0f3a");
            in("ip addr add 192.168.122.1/24 dev virbr0");
            in("ip addr add 198.51.100.1/24 dev veth1f");
            assertEquals("127.0.0.1", host.ask("addresses 0"), "what leads inward only is not announced");
            in("ip addr add 192.0.2.9/24 dev lan0");
            in("ip addr add 2001:db8::9/64 dev lan0 nodad");
            in("ip addr add 192.0.2.10/24 dev lan1");
            assertEquals("127.0.0.1 192.0.2.10 192.0.2.9", host.ask("addresses 0"));
            assertEquals("0:0:0:0:0:0:0:1 2001:db8:0:0:0:0:0:9", host.ask("addresses 1"));
            assertEquals("connected", host.ask("dial 192.0.2.9 0"));
            assertEquals("connected", host.ask("dial 2001:db8::9 1"));
            in("ip addr del 192.0.2.9/24 dev lan0");
            in("ip link set lan1 down");
            in("ip addr del 2001:db8::9/64 dev lan0");
            assertEquals("127.0.0.1", host.ask("addresses 0"));
            assertEquals("0:0:0:0:0:0:0:1", host.ask("addresses 1"));
        }
    }

    @Test
    void listensOnAHostWithoutIp6() throws Exception {
        in("sysctl -qw net.ipv6.conf.all.disable_ipv6=1");
        try (var host = host()) {
            TcpFamilyTest.assertIp4Only(host);
        }
    }

    @Test
    void listensOnAHostWithoutIp4() throws Exception {
        in("ip addr del 127.0.0.1/8 dev lo");
        try (var host = host()) {
            assertEquals("listening", host.ask("listen ::"));
            assertEquals("listening", host.ask("listen 0.0.0.0"));
            assertEquals("0:0:0:0:0:0:0:1", host.ask("addresses 0"));
            assertEquals("", host.ask("addresses 1"));
            assertEquals("connected", host.ask("dial ::1 0"));
            String failure = host.ask("dial 192.0.2.1 1");
            assertTrue(failure.contains(" is unreachable"), failure);
        }
    }

    @Test
    void saysWhatCannotBeReached() throws Exception {
        in("ip route add unreachable 203.0.113.0/24");
        in("ip route add prohibit 198.51.100.0/24");
        try (var host = host()) {
            host.ask("listen 127.0.0.1");
            for (String ip : new String[] {"203.0.113.1", "192.0.2.1"}) {
                String failure = host.ask("dial " + ip + " 0");
                assertTrue(failure.contains(" is unreachable"), failure);
            }
            String failure = host.ask("dial 198.51.100.1 0");
            assertTrue(failure.startsWith("no port of this host can dial "), failure);
        }
    }

    private TcpHostProcess host() throws IOException {
        return new TcpHostProcess(List.of("ip", "netns", "exec", namespace));
    }

    private void in(String command) throws Exception {
        List<String> words = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        words.addAll(List.of(command.split(" ")));
        assertEquals(0, run(words), command);
    }

    /// The exit code, or 127 where there is no such command.
    private static int run(List<String> command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException missing) {
            return 127;
        }
    }
}
