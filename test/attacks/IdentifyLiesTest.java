package attacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import contract.Background;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import mote.bytes.Bytes;
import mote.bytes.Writer;
import mote.connection.Connection;
import mote.multiaddr.Multiaddr;
import mote.mux.Stream;
import mote.mux.StreamResetException;
import mote.peer.PeerId;
import mote.protobuf.ProtoWriter;
import mote.protocol.identify.Identify;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A peer says more about itself than fits. Stopped by `identify.Limits`: `messageBytesMax` (8 KiB), `messagesMax`
/// (10), `answerBytesMax` (64 KiB), `protocolsMax` (1,024), `addressesMax` (500), `textBytesMax` (256); and by
/// `swarm.Limits.addressesPerPeerMax` (64).
@Tag("slow")
class IdentifyLiesTest {

    private static final int ANY = 1 << 17;
    /// What a peer says, and about 80 bytes for each object that it becomes.
    private static final long PEER_BYTES = (64 << 10) + 80 * (1_024 + 64);

    private static Victim victim;

    @BeforeAll
    static void start() throws IOException {
        victim = Victim.start();
    }

    @AfterAll
    static void stop() throws IOException {
        victim.close();
    }

    @Test
    void saysMoreThanAllowed() throws Exception {
        Victim.Survived survived = victim.survives(attacker -> {
            Connection connection = attacker.connection();
            assertReset(connection, new ProtoWriter(ANY).bytes(9, Bytes.copyOf(new byte[8_190])).toBytes());
            assertReset(connection, chunks(6, 200));
            assertReset(connection, chunks(11, 1));
            assertReset(connection, addresses(501));
        });
        assertEquals(4, survived.faults("STREAM.PEER"));
    }

    @Test
    void saysAsMuchAsAllowed() throws Exception {
        Victim.Survived survived = victim.survives(attacker -> {
            Connection connection = attacker.connection(attacker.identity);
            String self = PeerId.of(attacker.identity.publicKey()).toString();
            push(connection, chunks(5, 200));
            awaitKnown(self, "0 1000 0");
            push(connection, addresses(500));
            awaitKnown(self, "64 1000 0");
            push(connection, new ProtoWriter(ANY).string(6, "\u001b[2J\u0007\n".repeat(1_300)).toBytes());
            awaitKnown(self, "64 1000 256");
        });
        long bytes = survived.after().of("bytes.PeerStore") - survived.before().of("bytes.PeerStore");
        assertTrue(bytes <= PEER_BYTES, bytes + " bytes about one peer");
    }

    @Test
    void pushesThousandsOfTimes() throws Exception {
        victim.survives(attacker -> {
            Connection connection = attacker.connection(attacker.identity);
            for (int i = 0; i < 3_000; i++) {
                push(connection, new ProtoWriter(ANY).string(6, "a".repeat(1 + i % 200)).toBytes());
            }
            assertTrue(connection.isOpen());
        });
    }

    /// So many messages with so many protocols each.
    private static Bytes[] chunks(int messages, int protocols) {
        var chunks = new Bytes[messages];
        for (int i = 0; i < messages; i++) {
            var chunk = new ProtoWriter(ANY);
            for (int j = 0; j < protocols; j++) {
                chunk.string(3, "/" + i + "/" + j);
            }
            chunks[i] = chunk.toBytes();
        }
        return chunks;
    }

    /// One message has no room for so many.
    private static Bytes[] addresses(int count) throws IOException {
        List<Bytes> messages = new ArrayList<>();
        for (int from = 0; from < count; from += 300) {
            var message = new ProtoWriter(ANY);
            for (int i = from; i < Math.min(count, from + 300); i++) {
                message.bytes(2, Multiaddr.parse("/ip4/192.0.2.1/tcp/" + (1 + i)).encoded());
            }
            messages.add(message.toBytes());
        }
        return messages.toArray(Bytes[]::new);
    }

    private static Stream push(Connection connection, Bytes... messages) throws IOException {
        Stream stream = connection.open(Identify.PUSH);
        for (Bytes message : messages) {
            stream.write(new Writer(ANY).lengthPrefixed(message).toBytes().buffer());
        }
        stream.closeWrite();
        stream.stopReading(0);
        return stream;
    }

    private static void assertReset(Connection connection, Bytes... messages) throws IOException {
        Stream stream = connection.open(Identify.PUSH);
        assertThrows(StreamResetException.class, () -> {
            for (Bytes message : messages) {
                stream.write(new Writer(ANY).lengthPrefixed(message).toBytes().buffer());
            }
            stream.closeWrite();
            stream.read(ByteBuffer.allocate(1));
        });
    }

    private static void awaitKnown(String peer, String what) {
        Background.until(() -> known(peer).equals(what));
    }

    private static String known(String peer) {
        try {
            return victim.ask("known " + peer);
        } catch (IOException ended) {
            throw new AssertionError(ended);
        }
    }
}
