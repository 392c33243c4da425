package mote.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import contract.Background;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import mote.budget.Resource;
import mote.connection.Connection;
import mote.mux.Stream;
import mote.node.Stranger;
import mote.node.TwoNodes;
import mote.protocol.ping.Ping;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A peer opens as many streams as it can, pings once on each and keeps it: each protocol has a limit of its own.
@Timeout(60)
class StreamFloodTest {

    @Test
    void resetsTheStreamsOverTheLimitsAndServesOthers() throws Exception {
        try (var nodes = TwoNodes.start(); var stranger = new Stranger()) {
            Connection flood = stranger.connect(nodes.address());
            flood.speaks(List.of(Ping.ID));
            int answered = 0;
            for (int i = 0; i < 1_000; i++) {
                answered += isAnswered(flood.open(Ping.ID)) ? 1 : 0;
            }

            assertEquals(2, answered);
            assertTrue(nodes.listener.budget().used(Resource.STREAMS_IN) <= 256);
            try (var pinger = nodes.dialer.ping().open(nodes.connect())) {
                assertTrue(pinger.ping().isPositive());
            }
            flood.close();
            Background.until(() -> nodes.listener.budget().used(Resource.STREAMS_IN) <= 1);
            assertEquals(0, flood.streams());
        }
    }

    /// The stream stays open where it is.
    private static boolean isAnswered(Stream stream) {
        try {
            stream.write(ByteBuffer.allocate(Ping.PAYLOAD_BYTES));
            stream.readFully(ByteBuffer.allocate(Ping.PAYLOAD_BYTES));
            return true;
        } catch (IOException refused) {
            return false;
        }
    }
}
