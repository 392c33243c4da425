package mote.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import mote.budget.Resource;
import mote.connection.Connection;
import mote.multiaddr.Multiaddr;
import mote.node.Node;
import mote.node.TwoNodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SwarmTest {

    @Test
    void keepsBothConnectionsOfPeersThatDialEachOtherAtOnce() throws Exception {
        try (var nodes = TwoNodes.start()) {
            nodes.dialer.swarm().listen(Multiaddr.parse("/ip4/127.0.0.1/tcp/0"));
            Connection there = nodes.dialer.dial(nodes.address().withoutPeer());
            Connection back = nodes.listener.dial(nodes.dialer.swarm().addresses().getFirst());
            awaitConnections(nodes.listener, 2);
            awaitConnections(nodes.dialer, 2);

            assertTrue(there.isOpen());
            assertTrue(back.isOpen());
            assertEquals(there, nodes.dialer.swarm().connection(nodes.listener.id()).orElseThrow());
            assertEquals(nodes.dialer.id(), back.peer());
        }
    }

    @Test
    void refusesANinthConnectionOfOnePeer() throws Exception {
        try (var nodes = TwoNodes.start()) {
            Multiaddr address = nodes.address().withoutPeer();
            for (int i = 0; i < 8; i++) {
                nodes.dialer.dial(address);
            }

            assertThrows(IOException.class, () -> nodes.dialer.dial(address));
            assertEquals(8, nodes.dialer.swarm().connections().size());
        }
    }

    @Test
    void closesAConnectionThatNobodyUses() throws Exception {
        try (var nodes = TwoNodes.start(TwoNodes.config().withIdle(Duration.ofMillis(300)), TwoNodes.config())) {
            var ended = new LinkedBlockingQueue<SwarmEvent>();
            nodes.dialer.swarm().events().subscribe("test", event -> {
                if (event instanceof SwarmEvent.Disconnected) {
                    ended.add(event);
                }
            });
            Connection connection = nodes.connect();

            ended.take();

            assertFalse(connection.isOpen());
            assertTrue(connection.failure().isEmpty(), () -> connection.failure().toString());
        }
    }

    @Test
    void keepsAConnectionWithAStreamHoweverLong() throws Exception {
        try (var nodes = TwoNodes.start(TwoNodes.config().withIdle(Duration.ofMillis(800)), TwoNodes.config())) {
            Connection connection = nodes.connect();
            try (var pinger = nodes.dialer.ping().open(connection)) {
                // The stream reaches the peer with its first ping.
                pinger.ping();
                for (int i = 0; i < 9; i++) {
                    Duration wait = Duration.ofMillis(100);
                    nodes.dialer.swarm().connection(nodes.listener.id()).orElseThrow().scope().clock().sleep(wait);
                    assertTrue(pinger.ping().isPositive());
                }
            }
            assertTrue(connection.isOpen());
        }
    }

    @Test
    void letsAnHonestPeerInThroughAFloodOfSilentOnes() throws Exception {
        try (var nodes = TwoNodes.start()) {
            int port = nodes.address().components().get(1).port();
            List<Socket> silent = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                silent.add(new Socket(InetAddress.getLoopbackAddress(), port));
            }

            assertTrue(nodes.connect().isOpen());

            long held = nodes.listener.budget().used(Resource.CONNECTIONS);
            assertTrue(held <= 17, held + " connections held");
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void saysGoodbyeToItsPeersWhenItIsClosed() throws Exception {
        try (var nodes = TwoNodes.start()) {
            var ended = new LinkedBlockingQueue<SwarmEvent>();
            nodes.dialer.swarm().events().subscribe("test", event -> {
                if (event instanceof SwarmEvent.Disconnected) {
                    ended.add(event);
                }
            });
            Connection connection = nodes.connect();
            // The dialler is done first. A node that is closed during an upgrade gives that up without a goodbye.
            awaitConnections(nodes.listener, 1);

            nodes.listener.close();

            ended.take();
            assertTrue(connection.failure().isEmpty(), () -> connection.failure().toString());
        }
    }

    @Test
    void listensOnMoreThanOneAddress() throws Exception {
        try (Node node = new Node(TwoNodes.config().withListen(List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/0"),
                Multiaddr.parse("/ip4/127.0.0.2/tcp/0")))); Node dialer = new Node(TwoNodes.config())) {
            node.start();

            assertEquals(2, node.addresses().size());
            assertTrue(dialer.dial(node.addresses().getLast()).isOpen());
        }
    }

    @Test
    void saysWhyNoAddressOfAPeerAnswers() throws Exception {
        try (var nodes = TwoNodes.start()) {
            var nobody = Multiaddr.parse("/ip4/127.0.0.1/tcp/1");
            var failure = assertThrows(IOException.class,
                    () -> nodes.dialer.swarm().connect(nodes.listener.id(), List.of(nobody, nobody)));

            assertTrue(failure.getMessage().contains("refused"), failure.getMessage());
            assertTrue(failure.getMessage().contains("2 addresses"), failure.getMessage());
            assertEquals(0, nodes.dialer.budget().used(Resource.DESCRIPTORS));
        }
    }

    private static void awaitConnections(Node node, int count) {
        while (node.swarm().connections().size() < count) {
            Thread.onSpinWait();
        }
    }
}
