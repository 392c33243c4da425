package mote.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import contract.ManualClock;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import mote.transport.tcp.Interfaces.Entry;
import org.junit.jupiter.api.Test;

final class InterfacesTest {

    private final ManualClock clock = new ManualClock();
    private final List<Entry> present = new ArrayList<>();
    private final Interfaces interfaces = new Interfaces(clock, Duration.ofSeconds(2), () -> List.copyOf(present));

    @Test
    void leavesOutWhatLeadsInwardAndWhatNeedsAZone() {
        present.add(entry("lo", "127.0.0.1", "::1"));
        present.add(entry("docker0", "172.17.0.1"));
        present.add(entry("br-0f3a", "172.18.0.1"));
        present.add(entry("virbr1", "192.168.122.1"));
        present.add(entry("veth1f", "198.51.100.1"));
        present.add(entry("br0", "192.0.2.1", "fe80::1", "fd00::1", "169.254.7.7"));
        assertEquals(ips("127.0.0.1", "::1", "192.0.2.1", "fd00::1", "169.254.7.7"), interfaces.addresses());
    }

    @Test
    void asksAgainWhenTheAnswerIsOld() {
        assertEquals(List.of(), interfaces.addresses());
        present.add(entry("lan0", "192.0.2.1"));
        clock.advance(Duration.ofSeconds(2).minusNanos(1));
        assertEquals(List.of(), interfaces.addresses());
        clock.advance(Duration.ofNanos(1));
        assertEquals(ips("192.0.2.1"), interfaces.addresses());
        present.clear();
        clock.advance(Duration.ofSeconds(2));
        assertEquals(List.of(), interfaces.addresses());
    }

    private static Entry entry(String name, String... literals) {
        return new Entry(name, ips(literals));
    }

    private static List<InetAddress> ips(String... literals) {
        return Stream.of(literals).map(literal -> {
            try {
                return InetAddress.getByName(literal);
            } catch (UnknownHostException impossible) {
                throw new AssertionError(impossible);
            }
        }).toList();
    }
}
