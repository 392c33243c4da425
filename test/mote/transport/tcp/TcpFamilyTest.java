package mote.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A JDK that knows IPv4 only, as on a host whose kernel has no IPv6.
@Timeout(30)
final class TcpFamilyTest {

    @Test
    void listensWithOneFamilyAndSaysThatTheOtherIsMissing() throws Exception {
        try (var host = new TcpHostProcess(List.of(), "-Djava.net.preferIPv4Stack=true")) {
            assertIp4Only(host);
        }
    }

    static void assertIp4Only(TcpHostProcess host) throws IOException {
        assertEquals("this host has no IPv6", host.ask("listen ::"));
        assertEquals("listening", host.ask("listen 0.0.0.0"));
        assertEquals("this host has no IPv6", host.ask("listen ::"));
        assertTrue(List.of(host.ask("addresses 0").split(" ")).contains("127.0.0.1"));
        assertEquals("connected", host.ask("dial 127.0.0.1 0"));
        String failure = host.ask("dial ::1 0");
        assertTrue(failure.startsWith("this host has no IPv6 to dial "), failure);
    }
}
