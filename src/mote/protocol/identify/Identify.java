package mote.protocol.identify;

import module java.base;
import mote.bytes.*;
import mote.connection.*;
import mote.io.*;
import mote.mux.*;
import mote.negotiate.*;
import mote.swarm.*;
import mote.task.*;

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

    private enum Push { NONE, UNDER_WAY, ONE_MORE_AFTER_THAT }

    // Guarded by this. A connection is here from its beginning to its end.
    private final Map<Connection, Push> pushes = new LinkedHashMap<>();

    /// @param self what this node says about itself
    public Identify(Swarm swarm, Self self, Limits limits) {
        this.swarm = swarm;
        this.self = self;
        this.limits = limits;
    }

    @Override
    public List<ProtocolId> ids() { return List.of(ID); }

    @Override
    public int streamsPerPeer() { return limits.streamsPerPeer(); }

    /// Answers with the message about this node.
    @Override
    public void handle(Stream stream, Connection connection) throws IOException { send(stream, connection); }

    @Override
    public synchronized void connected(Connection connection) {
        pushes.put(connection, Push.NONE);
        connection.scope().start("identify " + connection, () -> ask(connection));
    }

    @Override
    public synchronized void disconnected(Connection connection) { pushes.remove(connection); }

    /// Asks the peer, notes what it says in the peer store, and returns it. Blocks, once there is a stream at most
    /// [Limits#exchange].
    public Identification ask(Connection connection) throws IOException {
        Stream stream = connection.open(ID);
        try {
            Identification said = learn(connection, receive(stream, connection));
            stream.close();
            return said;
        } catch (IOException failed) {
            stream.reset(0);
            throw failed;
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
        Push before = pushes.get(connection);
        if (before == Push.NONE) {
            pushes.put(connection, Push.UNDER_WAY);
            connection.scope().start("push " + connection, () -> pushWhileChanged(connection));
        } else if (before == Push.UNDER_WAY) {
            pushes.put(connection, Push.ONE_MORE_AFTER_THAT);
        }
    }

    private void pushWhileChanged(Connection connection) {
        do {
            try {
                pushOnce(connection);
            } catch (IOException failed) {
                LOG.log(System.Logger.Level.DEBUG, () -> "push to " + connection + ": " + failed.getMessage());
            }
        } while (isOneMoreDue(connection));
    }

    private void pushOnce(Connection connection) throws IOException {
        Stream stream = connection.open(PUSH);
        try {
            send(stream, connection);
            stream.closeWrite();
            stream.close();
        } catch (IOException failed) {
            stream.reset(0);
            throw failed;
        }
    }

    private synchronized boolean isOneMoreDue(Connection connection) {
        return pushes.computeIfPresent(connection, (_, now) -> now == Push.ONE_MORE_AFTER_THAT ? Push.UNDER_WAY
                : Push.NONE) == Push.UNDER_WAY;
    }

    private void send(Stream stream, Connection connection) throws IOException {
        Deadline.within(connection.scope().clock(), limits.exchange(), "sending identify", () -> stream.reset(0),
                () -> {
                    Frames.write(stream, self.messageTo(connection).encode());
                    return null;
                });
    }

    /// Reads to the end: go-libp2p sends what does not fit into one message in several.
    private IdentifyMessage receive(Stream stream, Connection connection) throws IOException {
        return Deadline.within(connection.scope().clock(), limits.exchange(), "identify", () -> stream.reset(0), () -> {
            IdentifyMessage message = IdentifyMessage.EMPTY;
            int bytes = 0;
            for (int count = 0;; count++) {
                Optional<Bytes> part = Frames.next(stream, limits.messageBytesMax());
                if (part.isEmpty()) return message;
                bytes += part.get().length();
                if (count == limits.messagesMax() || bytes > limits.answerBytesMax()) {
                    throw P2pException.peer("identify in more than " + limits.messagesMax() + " messages, or "
                            + limits.answerBytesMax() + " bytes");
                }
                message = message.merge(part.get(), limits);
            }
        });
    }

    private Identification learn(Connection connection, IdentifyMessage said) {
        Identification checked = Claims.check(said, connection.peer(), connection.remoteAddress(), limits);
        PeerStore.Peer known = swarm.learned(connection.peer(), new PeerStore.Peer(checked.addresses(),
                checked.protocols(), checked.agentVersion(), checked.protocolVersion()));
        connection.speaks(known.protocols());
        return checked;
    }

    private final class Pushes implements ProtocolHandler {
        @Override
        public List<ProtocolId> ids() { return List.of(PUSH); }

        @Override
        public int streamsPerPeer() { return limits.streamsPerPeer(); }

        @Override
        public void handle(Stream stream, Connection connection) throws IOException {
            learn(connection, receive(stream, connection));
        }
    }
}
