package mote.protocol.ping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import contract.Background;
import contract.ManualClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import mote.connection.Connection;
import mote.mux.Stream;
import mote.node.TwoNodes;
import mote.task.TimedOutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PingTest {

    @Test
    void sendsBackTheBytesThatCome() throws Exception {
        try (var nodes = TwoNodes.start()) {
            Stream stream = nodes.connect().open(Ping.ID);
            for (int round = 0; round < 3; round++) {
                byte[] sent = new byte[Ping.PAYLOAD_BYTES];
                Arrays.fill(sent, (byte) round);
                stream.write(ByteBuffer.wrap(sent));

                ByteBuffer received = ByteBuffer.allocate(Ping.PAYLOAD_BYTES);
                stream.readFully(received);
                assertEquals(ByteBuffer.wrap(sent), received.flip());
            }
            stream.closeWrite();
            assertEquals(-1, stream.read(ByteBuffer.allocate(1)));
        }
    }

    @Test
    void resetsAStreamWhosePayloadIsCutShort() throws Exception {
        try (var nodes = TwoNodes.start()) {
            Stream stream = nodes.connect().open(Ping.ID);
            stream.write(ByteBuffer.allocate(31));
            stream.closeWrite();

            assertThrows(IOException.class, () -> stream.readFully(ByteBuffer.allocate(31)));
        }
    }

    @Test
    void answersNoThirdStreamOfAPeerAtATime() throws Exception {
        try (var nodes = TwoNodes.start()) {
            Connection connection = nodes.connect();
            var first = nodes.dialer.ping().open(connection);
            var second = nodes.dialer.ping().open(connection);
            assertTrue(first.ping().isPositive());
            assertTrue(second.ping().isPositive());

            try (var third = nodes.dialer.ping().open(connection)) {
                assertThrows(IOException.class, third::ping);
            }
            assertTrue(first.ping().isPositive());
            second.close();
        }
    }

    @Test
    void resetsAStreamOnWhichNobodyPingsForAMinute() throws Exception {
        var time = new ManualClock();
        var ping = new Ping(time, new SecureRandom(), Limits.DEFAULT);
        try (var nodes = TwoNodes.start()) {
            Stream stream = nodes.connect().open(Ping.ID);
            stream.write(ByteBuffer.allocate(1));
            Background silence = Background.run(() -> assertThrows(TimedOutException.class,
                    () -> ping.handle(stream, null)));
            while (time.timers() == 0) {
                Thread.onSpinWait();
            }

            time.advance(Duration.ofSeconds(60));

            silence.join();
            assertFalse(stream.isOpen());
        }
    }

    @Test
    void failsWhereOtherBytesComeBack() throws Exception {
        try (var nodes = TwoNodes.start()) {
            nodes.listener.handle(new Liar());
            Connection connection = nodes.connect();
            var pinger = nodes.dialer.ping().new Pinger(connection.open(Liar.ID));

            var failure = assertThrows(IOException.class, pinger::ping);
            assertTrue(failure.getMessage().contains("other bytes"), failure.getMessage());
        }
    }
}
