package interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import mote.connection.Connection;
import mote.connection.Direction;
import mote.crypto.Identity;
import mote.multiaddr.Multiaddr;
import mote.node.Node;
import mote.node.NodeConfig;
import mote.swarm.SwarmEvent;

/// A Mote node in this process and a peer of another language, of which one is to dial the other.
final class Pair implements AutoCloseable {

    static final String AGENT_VERSION = "mote/grid";

    final Language language;
    final boolean moteDials;
    final Node mote;
    final Served served = new Served();
    final Peer peer;
    /// For files; it is deleted with the pair.
    final Path folder;
    /// Why inbound connections were refused by Mote.
    final LinkedBlockingQueue<IOException> refusals = new LinkedBlockingQueue<>();
    /// Connections of Mote that have ended.
    final LinkedBlockingQueue<Connection> ended = new LinkedBlockingQueue<>();
    final WatchedWorld world = new WatchedWorld();
    /// Whether a cell has found the refusal that it looked for.
    boolean refused;

    Pair(Language language, boolean moteDials) throws IOException, InterruptedException {
        this.language = language;
        this.moteDials = moteDials;
        mote = new Node(NodeConfig.of(Identity.generate(new SecureRandom())).withAgentVersion(AGENT_VERSION)
                .withListen(List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/0"))), world);
        mote.swarm().events().subscribe("grid", event -> {
            switch (event) {
                case SwarmEvent.Refused refused -> refusals.add(refused.reason());
                case SwarmEvent.Disconnected disconnected -> ended.add(disconnected.connection());
                default -> { }
            }
        });
        mote.start();
        served.handlers().forEach(mote::handle);
        try {
            peer = Peer.start(language, List.of());
        } catch (IOException | InterruptedException | AssertionError failed) {
            mote.close();
            throw failed;
        }
        folder = Files.createTempDirectory("mote-interop");
    }

    /// Where Mote listens, with its peer id.
    Multiaddr moteAddress() {
        return mote.addresses().getFirst();
    }

    /// The connection, made where there is none.
    Connection connect() throws Exception {
        return connect(peer);
    }

    /// The connection to another peer of the language, which dials or is dialled as this one.
    Connection connect(Peer other) throws Exception {
        if (moteDials) {
            mote.dial(other.address);
        } else {
            other.call("connect", "address", moteAddress());
        }
        until("both ends know of the connection", () -> mote.swarm().connection(other.id).isPresent()
                && !other.connectionsTo(mote.id()).isEmpty());
        Connection connection = mote.swarm().connection(other.id).orElseThrow();
        assertEquals(moteDials ? Direction.OUTBOUND : Direction.INBOUND, connection.direction());
        return connection;
    }

    /// Another peer of the language, whose key is of the given type.
    Peer peerWithKey(String type) throws IOException, InterruptedException, NoSuchAlgorithmException {
        if (!type.equals("rsa")) {
            return Peer.start(language, List.of("--key-type", type));
        }
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        Path file = Files.write(folder.resolve("rsa.der"), generator.generateKeyPair().getPrivate().getEncoded());
        return Peer.start(language, List.of("--key-type", type, "--key", file.toString()));
    }

    @FunctionalInterface
    interface Condition {
        boolean holds() throws Exception;
    }

    /// Waits at most 10 seconds.
    static void until(String what, Condition condition) throws Exception {
        for (long end = System.nanoTime() + 10_000_000_000L; !condition.holds();) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within 10 s: " + what);
            }
            Thread.sleep(10);
        }
    }

    @Override
    public void close() throws IOException {
        mote.close();
        peer.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(path);
            }
        }
    }
}
