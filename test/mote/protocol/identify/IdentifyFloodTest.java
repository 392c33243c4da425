package mote.protocol.identify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import contract.Background;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import mote.budget.Resource;
import mote.bytes.Bytes;
import mote.connection.Connection;
import mote.connection.ProtocolHandler;
import mote.io.Frames;
import mote.multiaddr.Multiaddr;
import mote.mux.Session;
import mote.mux.Stream;
import mote.negotiate.Multistream;
import mote.negotiate.ProtocolId;
import mote.node.Stranger;
import mote.node.TwoNodes;
import mote.protobuf.ProtoWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A peer says more about itself than it should, or what is not so.
@Timeout(60)
class IdentifyFloodTest {

    @Test
    void holdsNoStreamForAPeerThatListsPushAndRefusesEachOne() throws Exception {
        try (var nodes = TwoNodes.start(); var stranger = new Stranger()) {
            Session session = stranger.session(nodes.address());
            Stream listing = session.open();
            Multistream.select(listing, List.of(Identify.PUSH));
            Frames.write(listing, new ProtoWriter(100).string(3, Identify.PUSH.text()).toBytes());
            listing.close();
            Connection seen = awaitListing(nodes);
            // That of identify, which runs by itself.
            refuse(session);

            for (int i = 0; i < 5; i++) {
                nodes.listener.handle(new Silent(new ProtocolId("/test/" + i)));
                refuse(session);
                Background.until(() -> nodes.listener.budget().used(Resource.STREAMS_OUT) == 0);
            }

            assertTrue(seen.isOpen());
            assertEquals(0, seen.streams());
        }
    }

    @Test
    void resetsAStreamWithMoreThanSixtyFourKibibytesInAll() throws Exception {
        try (var nodes = TwoNodes.start(); var stranger = new Stranger()) {
            Stream stream = stranger.connect(nodes.address()).open(Identify.PUSH);
            Bytes part = new ProtoWriter(9_000).bytes(99, Bytes.copyOf(new byte[8_000])).toBytes();
            for (int i = 0; i < 9; i++) {
                Frames.write(stream, part);
            }

            assertThrows(IOException.class, () -> stream.readFully(ByteBuffer.allocate(1)));
        }
    }

    @Test
    void answersAnHonestPeerWhileAnotherPushesWithoutEnd() throws Exception {
        try (var nodes = TwoNodes.start(); var stranger = new Stranger()) {
            Connection connection = stranger.connect(nodes.address());
            for (int i = 0; i < 500; i++) {
                push(connection, new ProtoWriter(100).string(6, "agent " + i).toBytes());
            }

            assertTrue(nodes.dialer.ping().open(nodes.connect()).ping().isPositive());
            assertFalse(nodes.listener.swarm().peers().size() > 3);
        }
    }

    @Test
    void takesNoLoopbackAddressFromAPeerThatIsNotOnThisHost() throws Exception {
        Multiaddr own = Multiaddr.parse("/ip4/127.0.0.1/tcp/22");
        Multiaddr other = Multiaddr.parse("/ip4/192.0.2.7/tcp/4001");
        IdentifyMessage said = IdentifyMessage.decode(new ProtoWriter(100).bytes(2, own.encoded())
                .bytes(2, other.encoded()).toBytes());
        try (var nodes = TwoNodes.start()) {
            assertEquals(List.of(other),
                    Identification.of(said, nodes.dialer.id(), other, Limits.DEFAULT).addresses());
            assertEquals(List.of(own, other),
                    Identification.of(said, nodes.dialer.id(), own, Limits.DEFAULT).addresses());
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

    /// Says no to a proposal, and keeps the stream.
    private static void refuse(Session session) throws IOException {
        Stream stream = session.accept();
        assertThrows(IOException.class, () -> Multistream.answer(stream, List.of()));
    }

    /// The listener's end of the only connection, once it knows what the peer lists.
    private static Connection awaitListing(TwoNodes nodes) {
        while (true) {
            for (Connection seen : nodes.listener.swarm().connections()) {
                if (seen.speaks(Identify.PUSH)) {
                    return seen;
                }
            }
            Thread.onSpinWait();
        }
    }
}
