package mote.protocol.identify;

import module java.base;
import mote.bytes.*;
import mote.connection.*;
import mote.io.*;
import mote.mux.*;
import mote.negotiate.*;
import mote.swarm.*;

/// `/ipfs/id/1.0.0`: who are you, where are you, what do you speak? Both sides of every connection ask it as soon as
/// the connection is there. `/ipfs/id/push/1.0.0`: the same message unasked, when something in it has changed.
///
/// ```
///   asks   -- (nothing) -->  answers           pushes  -- message, end -->  listens
///          <-- message, end --
/// ```
/// @see <a href="https://github.com/libp2p/specs/tree/master/identify">spec: identify</a>
public final class Identify implements ProtocolHandler {

    public static final ProtocolId ID = new ProtocolId("/ipfs/id/1.0.0");
    public static final ProtocolId PUSH = new ProtocolId("/ipfs/id/push/1.0.0");

    private static final System.Logger LOG = System.getLogger("mote.protocol.identify");

    private final Swarm swarm;
    private final Self self;
    private final Limits limits;

    // Guarded by this. The changes that a peer is to be told. A connection is here from its beginning to its end.
    private final Map<Connection, AtomicInteger> untold = new LinkedHashMap<>();

    /// @param self what this node says about itself
    public Identify(Swarm swarm, Self self, Limits limits) {
        this.swarm = swarm;
        this.self = self;
        this.limits = limits;
    }

    @Override public List<ProtocolId> ids() { return List.of(ID); }

    @Override public int streamsPerPeer() { return limits.streamsPerPeer(); }

    /// Answers with the message about this node.
    @Override public void handle(Stream stream, Connection connection) throws IOException { send(stream, connection); }

    @Override
    public synchronized void connected(Connection connection) {
        untold.put(connection, new AtomicInteger());
        connection.scope().start("identify " + connection, () -> ask(connection));
    }

    @Override public synchronized void disconnected(Connection connection) { untold.remove(connection); }

    /// Asks the peer, notes what it says in the peer store, and returns it. Blocks, once there is a stream at most
    /// [Limits#exchange].
    public Identification ask(Connection connection) throws IOException {
        try (Stream stream = connection.open(ID)) {
            return learn(connection, receive(stream, connection));
        }
    }

    /// The handler of pushes.
    public ProtocolHandler pushes() { return new Pushes(); }

    /// Tells all peers that listen to pushes, soon, because something about this node has changed. Does not block.
    public void push() {
        swarm.connections().stream().filter(connection -> connection.speaks(PUSH)).forEach(this::push);
    }

    /// At most one push at a time on a connection: what changes meanwhile is told in one more.
    private synchronized void push(Connection connection) {
        AtomicInteger changes = untold.get(connection);
        if (changes == null || changes.getAndIncrement() > 0) return;
        connection.scope().start("push " + connection, () -> {
            int told;
            do {
                told = changes.get();
                try (Stream stream = connection.open(PUSH)) {
                    send(stream, connection);
                    stream.closeWrite();
                } catch (IOException failed) {
                    LOG.log(System.Logger.Level.DEBUG, () -> "push to " + connection + ": " + failed.getMessage());
                }
            } while (changes.addAndGet(-told) > 0);
        });
    }

    private void send(Stream stream, Connection connection) throws IOException {
        stream.within(connection.scope().clock(), limits.exchange(), "sending identify", () -> {
            Frames.write(stream, self.messageTo(connection).encode());
            return null;
        });
    }

    /// Reads to the end: go-libp2p sends what does not fit into one message in several.
    private IdentifyMessage receive(Stream stream, Connection connection) throws IOException {
        return stream.within(connection.scope().clock(), limits.exchange(), "identify", () -> {
            Bytes all = Bytes.EMPTY;
            for (int count = 0;; count++) {
                Optional<Bytes> part = Frames.next(stream, limits.messageBytesMax());
                if (part.isEmpty()) return IdentifyMessage.decode(all, limits);
                all = all.concat(part.get());
                if (count == limits.messagesMax() || all.length() > limits.answerBytesMax()) {
                    throw P2pException.peer("identify in more than " + limits.messagesMax() + " messages, or "
                            + limits.answerBytesMax() + " bytes");
                }
            }
        });
    }

    private Identification learn(Connection connection, IdentifyMessage said) {
        Identification checked = Identification.of(said, connection.peer(), connection.remoteAddress(), limits);
        PeerStore.Peer known = swarm.learned(connection.peer(), new PeerStore.Peer(checked.addresses(),
                checked.protocols(), checked.agentVersion(), checked.protocolVersion()));
        connection.speaks(known.protocols());
        return checked;
    }

    private final class Pushes implements ProtocolHandler {
        @Override public List<ProtocolId> ids() { return List.of(PUSH); }

        @Override public int streamsPerPeer() { return limits.streamsPerPeer(); }

        @Override
        public void handle(Stream stream, Connection connection) throws IOException {
            learn(connection, receive(stream, connection));
        }
    }
}
