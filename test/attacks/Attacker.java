package attacks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import mote.connection.Connection;
import mote.crypto.Identity;
import mote.multiaddr.Multiaddr;
import mote.node.Stranger;

/// Somebody on raw sockets, and past the handshake with the product's own parts. When it leaves, all its connections
/// are cut.
final class Attacker implements AutoCloseable {

    final SecureRandom secureRandom = new SecureRandom();
    final Random random = new Random(1);
    final Identity identity = Identity.generate(secureRandom);
    private final Multiaddr node;
    private final Stranger stranger = new Stranger();
    // Guarded by this.
    private final List<Raw> raws = new ArrayList<>();
    private long sentBefore;
    private int connections;

    Attacker(Multiaddr node) {
        this.node = node;
    }

    Raw connect() throws IOException {
        return connect("127.0.0.1");
    }

    /// @param ip where to come from
    Raw connect(String ip) throws IOException {
        String[] parts = node.toString().split("/");
        var raw = new Raw(ip, new InetSocketAddress(parts[2], Integer.parseInt(parts[4])));
        synchronized (this) {
            raws.removeIf(this::counted);
            raws.add(raw);
            connections++;
        }
        return raw;
    }

    /// Under a new identity each time.
    Secured secured() throws IOException {
        return secured(Identity.generate(secureRandom));
    }

    Secured secured(Identity who) throws IOException {
        return Secured.over(connect(), who, secureRandom);
    }

    /// Under a new identity, on a connection that is there.
    Secured secured(Raw raw) throws IOException {
        return Secured.over(raw, Identity.generate(secureRandom), secureRandom);
    }

    /// An honest connection, to be used dishonestly, under a new identity each time.
    Connection connection() throws IOException {
        return connection(Identity.generate(secureRandom));
    }

    Connection connection(Identity who) throws IOException {
        synchronized (this) {
            connections++;
        }
        return stranger.connect(node, who);
    }

    /// Cuts all raw connections there are; the attacker goes on.
    synchronized void cut() {
        raws.forEach(Raw::close);
        sentBefore += raws.stream().mapToLong(Raw::sent).sum();
        raws.clear();
    }

    private boolean counted(Raw raw) {
        if (raw.isOpen()) {
            return false;
        }
        sentBefore += raw.sent();
        return true;
    }

    synchronized int connections() {
        return connections;
    }

    /// What went over raw connections.
    synchronized long sent() {
        return sentBefore + raws.stream().mapToLong(Raw::sent).sum();
    }

    @Override
    public void close() {
        cut();
        stranger.close();
    }
}
