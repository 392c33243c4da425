package mote.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;
import mote.budget.Budget;
import mote.bytes.Bytes;
import mote.connection.Connection;
import mote.crypto.Identity;
import mote.io.Tap.Direction;
import mote.multiaddr.Multiaddr;
import mote.node.Node;
import mote.node.NodeConfig;
import mote.node.SystemWorld;
import mote.node.World;
import mote.protocol.ping.Ping;
import mote.secure.SecurityProtocol;
import mote.secure.noise.Noise;
import mote.task.Clock;
import mote.task.Scope;
import mote.transport.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a trace shows of two real nodes.
@Timeout(60)
class TraceTest {

    private static final int BULK_BYTES = 1_000_000;

    private final List<Message> seen = Collections.synchronizedList(new ArrayList<>());

    @Test
    void showsEveryByteOfTheSocketOnceWhicheverSideIsTraced() throws Exception {
        var accepted = Collections.synchronizedList(new ArrayList<Message>());
        Trace dialling = new Trace(Clock.system(), seen::add);
        Trace listening = new Trace(Clock.system(), accepted::add);
        Bytes toListener;
        Bytes toDialer;
        try (Node listener = listener(listening.of(new SystemWorld()));
                Relay relay = new Relay(listener.addresses().getFirst())) {
            try (Node dialer = new Node(config(), dialling.of(new SystemWorld()))) {
                Connection connection = dialer.dial(relay.address());
                dialer.perf().measure(connection, BULK_BYTES, BULK_BYTES, (_, _) -> { });
            }
            toListener = relay.toListener();
            toDialer = relay.toDialer();
        }
        assertTrue(toListener.length() > BULK_BYTES && toDialer.length() > BULK_BYTES);
        assertEquals(toListener, LinkTraceTest.onLink(seen.stream(), Direction.OUT));
        assertEquals(toDialer, LinkTraceTest.onLink(seen.stream(), Direction.IN));
        assertEquals(toListener, LinkTraceTest.onLink(accepted.stream(), Direction.IN));
        assertEquals(toDialer, LinkTraceTest.onLink(accepted.stream(), Direction.OUT));
    }

    @Test
    void showsEveryByteOfTheChannelInFramesAndStreams() throws Exception {
        pingTwice(new SystemWorld());
        for (Direction direction : Direction.values()) {
            long carried = bytes(direction, Pipe.LINK, Kind.NOISE_TRANSPORT)
                    - 18 * seen.stream().filter(message -> message.direction() == direction
                            && message.kind() == Kind.NOISE_TRANSPORT).count();
            long shown = seen.stream().filter(message -> message.direction() == direction
                    && message.pipe() != Pipe.LINK).mapToLong(message -> message.bytes().length()).sum();
            assertEquals(carried, shown);
            assertEquals(2L * Ping.PAYLOAD_BYTES, bytes(direction, Pipe.STREAM, Kind.PING)
                    + bytes(direction, Pipe.STREAM, Kind.PONG));
        }
        assertTrue(seen.stream().noneMatch(message -> message.kind() == Kind.DATA), seen.toString());
    }

    @Test
    void showsWhoIsThereAndWhatTheHandshakeHides() throws Exception {
        List<String> ids = pingTwice(new SystemWorld());
        assertEquals(List.of("OUT NOISE_1", "IN NOISE_2", "OUT NOISE_3"), seen.stream()
                .filter(message -> message.kind().name().matches("NOISE_\\d"))
                .map(message -> message.direction() + " " + message.kind()).toList());
        for (Kind kind : List.of(Kind.NOISE_2, Kind.NOISE_3)) {
            Message message = seen.stream().filter(one -> one.kind() == kind).findFirst().orElseThrow();
            assertEquals("peer id " + ids.get(kind == Kind.NOISE_2 ? 1 : 0), note(message, "identity_key"));
            assertEquals(List.of("/yamux/1.0.0"), values(message, "stream_muxers"));
            assertEquals(64, values(message, "s").getFirst().length());
        }
        Message identify = seen.stream().filter(message -> message.kind() == Kind.IDENTIFY).findFirst().orElseThrow();
        assertTrue(values(identify, "protocols").contains("/ipfs/ping/1.0.0"));
        assertTrue(values(identify, "agentVersion").getFirst().startsWith("mote/"));
        assertTrue(values(identify, "signedPeerRecord").getFirst().startsWith("seq "));
    }

    @Test
    void showsNoPrivateKey() throws Exception {
        var world = new Witnessed();
        pingTwice(world);
        // The static and the ephemeral key at least, and the challenges of the pings, which do cross.
        assertTrue(world.drawn.size() >= 4, world.drawn.toString());
        String all = seen.toString() + LinkTraceTest.onLink(seen.stream(), Direction.OUT).hex();
        List<Bytes> challenges = seen.stream().filter(message -> message.kind() == Kind.PING).map(Message::bytes)
                .toList();
        assertTrue(world.drawn.containsAll(challenges));
        for (Bytes secret : world.drawn) {
            if (!challenges.contains(secret)) assertFalse(all.contains(secret.hex()), secret.hex());
        }
    }

    @Test
    void countsTimeFromTheFirstConnection() throws Exception {
        pingTwice(new SystemWorld());
        for (int i = 1; i < seen.size(); i++) {
            assertTrue(seen.get(i).at().compareTo(seen.get(i - 1).at()) >= 0);
        }
        assertEquals(Kind.TCP_OPEN, seen.getFirst().kind());
    }

    /// Two nodes meet, ping twice and part; the one that dials is traced. Returns their ids.
    private List<String> pingTwice(World world) throws Exception {
        try (Node listener = listener(new SystemWorld());
                Node dialer = new Node(config(), new Trace(world.clock(), seen::add).of(world))) {
            Connection connection = dialer.dial(listener.addresses().getFirst());
            dialer.identify().ask(connection);
            try (Ping.Pinger pinger = dialer.ping().open(connection)) {
                pinger.ping();
                pinger.ping();
            }
            return List.of(dialer.id().toString(), listener.id().toString());
        }
    }

    private static Node listener(World world) throws Exception {
        Node node = new Node(config().withListen(List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/0"))), world);
        node.start();
        return node;
    }

    private static NodeConfig config() {
        return NodeConfig.of(Identity.generate(new SecureRandom()));
    }

    private long bytes(Direction direction, Pipe pipe, Kind kind) {
        return seen.stream().filter(message -> message.direction() == direction && message.pipe() == pipe
                && message.kind() == kind).mapToLong(message -> message.bytes().length()).sum();
    }

    private static List<String> values(Message message, String field) {
        return message.fields().stream().filter(one -> one.name().equals(field)).findFirst().orElseThrow().values();
    }

    private static String note(Message message, String field) {
        return message.fields().stream().filter(one -> one.name().equals(field)).findFirst().orElseThrow().note();
    }

    /// The real world, whose random bytes are noted.
    private static final class Witnessed implements World {

        private final World world = new SystemWorld();
        private final List<Bytes> drawn = Collections.synchronizedList(new ArrayList<>());
        private final RandomGenerator noting = new RandomGenerator() {
            @Override
            public long nextLong() {
                return world.random().nextLong();
            }

            @Override
            public void nextBytes(byte[] bytes) {
                world.random().nextBytes(bytes);
                drawn.add(Bytes.copyOf(bytes));
            }
        };

        @Override
        public Clock clock() {
            return world.clock();
        }

        @Override
        public ThreadFactory threads() {
            return world.threads();
        }

        @Override
        public RandomGenerator random() {
            return noting;
        }

        @Override
        public List<Transport> transports(Scope scope, Budget budget) {
            return world.transports(scope, budget);
        }

        @Override
        public List<SecurityProtocol> securities(Identity identity, Budget budget) {
            return List.of(new Noise(identity, noting, budget));
        }
    }
}
