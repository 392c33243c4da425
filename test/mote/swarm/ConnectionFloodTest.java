package mote.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import contract.Background;
import mote.budget.Resource;
import mote.connection.Connection;
import mote.node.Stranger;
import mote.node.TwoNodes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Peers come and go, each under a new identity. What they leave behind is an entry in the peer store, and nothing
/// else.
@Timeout(120)
class ConnectionFloodTest {

    @Test
    @Tag("slow")
    void leavesNothingBehindOfPeersThatComeAndGo() throws Exception {
        try (var nodes = TwoNodes.start(); var stranger = new Stranger()) {
            Connection honest = nodes.connect();
            Background.until(() -> nodes.listener.swarm().connections().size() == 1);
            Background.until(() -> nodes.listener.budget().used(Resource.STREAMS_OUT) == 0);
            long descriptors = nodes.listener.budget().used(Resource.DESCRIPTORS);

            for (int i = 0; i < 300; i++) {
                Connection flood = stranger.connect(nodes.address());
                if (i % 2 == 0) {
                    flood.close();
                } else {
                    flood.open(mote.protocol.ping.Ping.ID);
                    flood.close();
                }
            }

            Background.until(() -> nodes.listener.swarm().connections().size() == 1);
            Background.until(() -> nodes.listener.budget().used(Resource.DESCRIPTORS) == descriptors);
            assertEquals(1, nodes.listener.budget().used(Resource.CONNECTIONS));
            assertTrue(honest.isOpen());
            try (var pinger = nodes.dialer.ping().open(honest)) {
                assertFalse(pinger.ping().isNegative());
            }
        }
    }
}
