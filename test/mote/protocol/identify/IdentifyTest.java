package mote.protocol.identify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import contract.Background;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import mote.bytes.Bytes;
import mote.connection.Connection;
import mote.connection.ProtocolHandler;
import mote.io.Frames;
import mote.mux.Stream;
import mote.negotiate.ProtocolId;
import mote.node.Node;
import mote.node.TwoNodes;
import mote.protobuf.ProtoWriter;
import mote.swarm.PeerStore;
import mote.swarm.SwarmEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class IdentifyTest {

    @Test
    void tellsEveryField() throws Exception {
        try (var nodes = TwoNodes.start(TwoNodes.config().withAgentVersion("listener/1"), TwoNodes.config())) {
            Connection connection = nodes.connect();

            Identification said = nodes.dialer.identify().ask(connection);

            assertEquals("listener/1", said.agentVersion());
            assertEquals("ipfs/0.1.0", said.protocolVersion());
            assertEquals(nodes.listener.swarm().addresses(), said.addresses());
            assertEquals(connection.localAddress(), said.observedAddress().orElseThrow());
            assertEquals(Identification.SignedRecord.VALID, said.signedRecord());
            assertEquals(List.of("/ipfs/id/1.0.0", "/ipfs/id/push/1.0.0", "/ipfs/ping/1.0.0", "/perf/1.0.0"),
                    said.protocols().stream().map(ProtocolId::text).toList());
        }
    }

    @Test
    void runsByItselfOnBothSidesOfAConnection() throws Exception {
        try (var nodes = TwoNodes.start()) {
            var atListener = changes(nodes.listener);
            var atDialer = changes(nodes.dialer);

            nodes.connect();

            assertEquals(nodes.dialer.id(), atListener.poll(20, TimeUnit.SECONDS).peer());
            assertEquals(nodes.listener.id(), atDialer.poll(20, TimeUnit.SECONDS).peer());
            assertTrue(known(nodes.listener, nodes.dialer).agentVersion().startsWith("mote/"));
            assertEquals(nodes.listener.swarm().addresses(), known(nodes.dialer, nodes.listener).addresses());
        }
    }

    @Test
    void pushesANewProtocolToPeersThatAreConnected() throws Exception {
        try (var nodes = TwoNodes.start()) {
            var changes = changes(nodes.dialer);
            Connection connection = nodes.connect();
            changes.poll(20, TimeUnit.SECONDS);
            var added = new ProtocolId("/test/added/1.0.0");
            awaitIdentified(nodes.listener, nodes.dialer);

            nodes.listener.handle(new Silent(added));

            changes.poll(20, TimeUnit.SECONDS);
            assertTrue(known(nodes.dialer, nodes.listener).protocols().contains(added));
            // Told after the peer store is.
            Background.until(() -> connection.speaks(added));
        }
    }

    @Test
    void takesAPartialPushAndKeepsTheRest() throws Exception {
        try (var nodes = TwoNodes.start()) {
            var changes = changes(nodes.listener);
            Connection connection = nodes.connect();
            changes.poll(20, TimeUnit.SECONDS);
            String agent = known(nodes.listener, nodes.dialer).agentVersion();

            push(connection, new ProtoWriter(100).string(3, "/only/this").toBytes());

            changes.poll(20, TimeUnit.SECONDS);
            PeerStore.Peer now = known(nodes.listener, nodes.dialer);
            assertEquals(List.of(new ProtocolId("/only/this")), now.protocols());
            assertEquals(agent, now.agentVersion());
        }
    }

    @Test
    void ignoresARecordThatDoesNotHoldAndKeepsTheRest() throws Exception {
        try (var nodes = TwoNodes.start()) {
            var changes = changes(nodes.listener);
            Connection connection = nodes.connect();
            changes.poll(20, TimeUnit.SECONDS);

            push(connection, new ProtoWriter(100).bytes(2, Bytes.ofHex("04c0000207060fa1"))
                    .string(6, "liar").bytes(8, Bytes.ofHex("0a0b0c")).toBytes());

            changes.poll(20, TimeUnit.SECONDS);
            PeerStore.Peer now = known(nodes.listener, nodes.dialer);
            assertEquals("liar", now.agentVersion());
            assertEquals("/ip4/192.0.2.7/tcp/4001", now.addresses().getFirst().toString());
        }
    }

    @Test
    void resetsAStreamWithAMessageOfMoreThanEightKibibytes() throws Exception {
        try (var nodes = TwoNodes.start()) {
            Connection connection = nodes.connect();
            Stream stream = connection.open(Identify.PUSH);
            Frames.write(stream, Bytes.copyOf(new byte[8_193]));

            assertThrows(IOException.class, () -> stream.readFully(ByteBuffer.allocate(1)));
            assertTrue(connection.isOpen());
        }
    }

    @Test
    void resetsAStreamWithMoreThanTenMessages() throws Exception {
        try (var nodes = TwoNodes.start()) {
            Stream stream = nodes.connect().open(Identify.PUSH);
            for (int i = 0; i < 11; i++) {
                Frames.write(stream, Bytes.EMPTY);
            }

            assertThrows(IOException.class, () -> stream.readFully(ByteBuffer.allocate(1)));
        }
    }

    @Test
    void sendsNoMoreThanFourKibibytesHoweverMuchThereIsToSay() throws Exception {
        try (var nodes = TwoNodes.start()) {
            for (int i = 0; i < 500; i++) {
                nodes.listener.handle(new Silent(new ProtocolId("/test/one-of-very-many-protocols/" + i)));
            }
            Stream stream = nodes.connect().open(Identify.ID);

            Bytes message = Frames.read(stream, 8_192);

            assertTrue(message.length() <= 4_096, message.length() + " bytes");
            assertTrue(IdentifyMessage.decode(message).protocols().size() > 20);
        }
    }

    private record Silent(ProtocolId id) implements ProtocolHandler {
        @Override
        public List<ProtocolId> ids() {
            return List.of(id);
        }

        @Override
        public void handle(Stream stream, Connection connection) {
        }
    }

    private static void push(Connection connection, Bytes message) throws IOException {
        Stream stream = connection.open(Identify.PUSH);
        Frames.write(stream, message);
        stream.closeWrite();
        stream.close();
    }

    private static LinkedBlockingQueue<SwarmEvent.PeerChanged> changes(Node node) {
        var changes = new LinkedBlockingQueue<SwarmEvent.PeerChanged>();
        node.swarm().events().subscribe("test", event -> {
            if (event instanceof SwarmEvent.PeerChanged changed) {
                changes.add(changed);
            }
        });
        return changes;
    }

    /// Waits until `node` knows that it can push to `peer`.
    private static void awaitIdentified(Node node, Node peer) {
        while (!node.swarm().connection(peer.id()).orElseThrow().speaks(Identify.PUSH)) {
            Thread.onSpinWait();
        }
    }

    private static PeerStore.Peer known(Node node, Node peer) {
        return node.swarm().peers().find(peer.id()).orElseThrow();
    }
}
