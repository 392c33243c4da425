package mote.node;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import mote.budget.OverBudgetException;
import mote.bytes.P2pException;
import mote.connection.Connection;
import mote.connection.Direction;
import mote.connection.ProtocolHandler;
import mote.crypto.Identity;
import mote.multiaddr.Multiaddr;
import mote.mux.Stream;
import mote.negotiate.NoCommonProtocolException;
import mote.negotiate.ProtocolId;
import mote.peer.PeerId;
import mote.secure.WrongPeerException;
import mote.swarm.SwarmEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NodeTest {

    private static final ProtocolId ECHO = new ProtocolId("/test/echo/1.0.0");

    /// Sends back what it gets, to the end.
    private static final ProtocolHandler ECHOING = new ProtocolHandler() {
        @Override
        public List<ProtocolId> ids() {
            return List.of(ECHO);
        }

        @Override
        public void handle(Stream stream, Connection connection) throws IOException {
            ByteBuffer buffer = ByteBuffer.allocate(10_000);
            while (stream.read(buffer.clear()) >= 0) {
                stream.write(buffer.flip());
            }
        }
    };

    @Test
    void dialsIdentifiesAndPings() throws Exception {
        try (var nodes = TwoNodes.start()) {
            Connection connection = nodes.connect();

            assertEquals(nodes.listener.id(), connection.peer());
            assertEquals(Direction.OUTBOUND, connection.direction());
            assertEquals("/noise", connection.security().text());
            assertEquals("/yamux/1.0.0", connection.muxer().text());
            try (var pinger = nodes.dialer.ping().open(connection)) {
                assertTrue(pinger.ping().isPositive());
                assertTrue(pinger.ping().isPositive());
            }
            var said = nodes.dialer.identify().ask(connection);
            assertTrue(said.agentVersion().startsWith("mote/"), said.agentVersion());
        }
    }

    @Test
    void movesDataBothWaysOverAProtocolOfItsOwn() throws Exception {
        try (var nodes = TwoNodes.start()) {
            nodes.listener.handle(ECHOING);
            byte[] sent = new byte[3_000_000];
            new SecureRandom().nextBytes(sent);
            Stream stream = nodes.connect().open(ECHO);

            Thread writer = Thread.startVirtualThread(() -> write(stream, sent));
            ByteBuffer received = ByteBuffer.allocate(sent.length);
            stream.readFully(received);

            assertEquals(-1, stream.read(ByteBuffer.allocate(1)));
            writer.join();
            assertArrayEquals(sent, received.array());
        }
    }

    @Test
    void refusesAPeerOfAnotherIdentity() throws Exception {
        try (var nodes = TwoNodes.start()) {
            PeerId other = PeerId.of(Identity.generate(new SecureRandom()).publicKey());
            Multiaddr wrong = nodes.address().withoutPeer().withPeer(other);

            var failure = assertThrows(IOException.class, () -> nodes.dialer.dial(wrong));

            assertTrue(failure instanceof WrongPeerException, failure.toString());
            assertTrue(failure.getMessage().contains(other.toString()), failure.getMessage());
            assertTrue(failure.getMessage().contains(nodes.listener.id().toString()), failure.getMessage());
            assertEquals(List.of(), nodes.dialer.swarm().connections());
        }
    }

    @Test
    void refusesToDialItself() throws Exception {
        try (var nodes = TwoNodes.start()) {
            var failure = assertThrows(IOException.class, () -> nodes.listener.dial(nodes.address().withoutPeer()));

            assertEquals(P2pException.Blame.LOCAL, P2pException.of(failure).blame());
            assertTrue(failure.getMessage().contains("itself"), failure.getMessage());
        }
    }

    @Test
    void saysThatThePeerDoesNotSpeakAProtocol() throws Exception {
        try (var nodes = TwoNodes.start()) {
            Connection connection = nodes.connect();

            assertThrows(NoCommonProtocolException.class, () -> connection.open(ECHO));
            assertTrue(connection.isOpen());
        }
    }

    @Test
    void stopsAnsweringAProtocolThatIsRemoved() throws Exception {
        try (var nodes = TwoNodes.start()) {
            nodes.listener.handle(ECHOING);
            Connection connection = nodes.connect();
            connection.open(ECHO).close();

            nodes.listener.remove(ECHOING);

            assertFalse(nodes.dialer.identify().ask(connection).protocols().contains(ECHO));
            assertThrows(NoCommonProtocolException.class, () -> connection.open(ECHO));
        }
    }

    @Test
    void usesTheConnectionThatItHas() throws Exception {
        try (var nodes = TwoNodes.start()) {
            Connection first = nodes.connect();

            assertSame(first, nodes.connect());
            assertSame(first, nodes.dialer.connect(nodes.listener.id()));
        }
    }

    @Test
    void dialsAPeerOnceHoweverManyAskForIt() throws Exception {
        try (var nodes = TwoNodes.start()) {
            var found = new LinkedBlockingQueue<Connection>();
            var threads = new ArrayList<Thread>();
            for (int i = 0; i < 50; i++) {
                threads.add(Thread.startVirtualThread(() -> connect(nodes, found)));
            }
            for (Thread thread : threads) {
                thread.join();
            }

            assertEquals(50, found.size());
            assertEquals(1, found.stream().distinct().count());
        }
    }

    @Test
    void dialsAgainByPeerIdFromWhatIdentifySaid() throws Exception {
        try (var nodes = TwoNodes.start()) {
            Connection first = nodes.connect();
            nodes.dialer.identify().ask(first);
            first.close();

            Connection second = nodes.dialer.connect(nodes.listener.id());

            assertTrue(second.isOpen());
            assertFalse(first.isOpen());
        }
    }

    @Test
    void tellsWhenConnectionsBeginAndEnd() throws Exception {
        try (var nodes = TwoNodes.start()) {
            var events = new LinkedBlockingQueue<SwarmEvent>();
            nodes.listener.swarm().events().subscribe("test", event -> {
                if (event instanceof SwarmEvent.Connected || event instanceof SwarmEvent.Disconnected) {
                    events.add(event);
                }
            });
            Connection connection = nodes.connect();

            var begun = (SwarmEvent.Connected) events.poll(20, TimeUnit.SECONDS);
            connection.close();
            var ended = (SwarmEvent.Disconnected) events.poll(20, TimeUnit.SECONDS);

            assertEquals(nodes.dialer.id(), begun.connection().peer());
            assertEquals(Direction.INBOUND, begun.connection().direction());
            assertSame(begun.connection(), ended.connection());
        }
    }

    @Test
    void refusesMoreConnectionsThanItMayHave() throws Exception {
        try (var nodes = TwoNodes.start(TwoNodes.config().withConnectionsMax(2), TwoNodes.config());
                Node second = new Node(TwoNodes.config()); Node third = new Node(TwoNodes.config())) {
            nodes.connect();
            second.dial(nodes.address());

            assertThrows(IOException.class, () -> third.dial(nodes.address()));
        }
    }

    @Test
    void refusesMoreConnectionsWithOnePeerThanItMayHave() throws Exception {
        NodeConfig config = TwoNodes.config();
        try (var nodes = TwoNodes.start(TwoNodes.config(), config.withSwarm(
                config.swarm().withConnectionsPer(1, 8, 8, 8)))) {
            nodes.connect();

            // Without the peer's id, so that it is not known that there is one already.
            Multiaddr bare = nodes.listener.swarm().addresses().getFirst();
            var refused = assertThrows(OverBudgetException.class, () -> nodes.dialer.dial(bare));

            assertTrue(refused.getMessage().startsWith("peer "), refused.getMessage());
        }
    }

    @Test
    void holdsNothingAfterItIsClosed() throws Exception {
        var nodes = TwoNodes.start();
        nodes.listener.handle(ECHOING);
        var reading = new CountDownLatch(1);
        Stream stream = nodes.connect().open(ECHO);
        Thread blocked = Thread.startVirtualThread(() -> {
            reading.countDown();
            assertThrows(IOException.class, () -> stream.read(ByteBuffer.allocate(1)));
        });
        reading.await();

        nodes.close();

        blocked.join();
        assertEquals("", TwoNodes.held(nodes.dialer));
        assertEquals("", TwoNodes.held(nodes.listener));
    }

    private static void write(Stream stream, byte[] all) {
        try {
            stream.write(ByteBuffer.wrap(all));
            stream.closeWrite();
        } catch (IOException failed) {
            stream.reset(0);
        }
    }

    private static void connect(TwoNodes nodes, LinkedBlockingQueue<Connection> found) {
        try {
            found.add(nodes.connect());
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
