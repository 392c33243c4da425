package mote.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import contract.Background;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import mote.bytes.P2pException.Blame;
import mote.connection.Connection;
import mote.multiaddr.Multiaddr;
import mote.mux.Stream;
import mote.node.Node;
import mote.node.NodeConfig;
import mote.node.Stranger;
import mote.node.TwoNodes;
import mote.protocol.ping.Ping;
import mote.swarm.Faults.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FaultsTest {

    @Test
    void countsWhatIsRefusedByPlaceAndBlame() throws Exception {
        NodeConfig config = TwoNodes.config().withListen(List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/0")));
        try (Node node = new Node(config.withSwarm(config.swarm().withLoopbackCounted()
                .withConnectionsPer(8, 2, 8, 8))); var stranger = new Stranger()) {
            node.start();
            Faults faults = node.swarm().faults();
            Connection connection = stranger.connect(node.addresses().getFirst());
            Stream stream = connection.open(Ping.ID);
            stream.write(ByteBuffer.allocate(31));
            stream.closeWrite();
            awaitOne(faults, Place.STREAM, Blame.NETWORK);

            try (Socket junk = socketTo(node)) {
                junk.getOutputStream().write(new byte[8]);
                awaitOne(faults, Place.UPGRADE, Blame.PEER);
            }
            try (Socket _ = socketTo(node); Socket _ = socketTo(node)) {
                awaitOne(faults, Place.LINK, Blame.LOCAL);
            }

            assertEquals(0, faults.count(Place.CONNECTION, Blame.PEER));
        }
    }

    private static void awaitOne(Faults faults, Place place, Blame blame) {
        Background.until(() -> faults.count(place, blame) > 0);
        assertEquals(1, faults.count(place, blame));
    }

    private static Socket socketTo(Node node) throws Exception {
        String address = node.swarm().addresses().getFirst().toString();
        return new Socket("127.0.0.1", Integer.parseInt(address.substring(address.lastIndexOf('/') + 1)));
    }
}
