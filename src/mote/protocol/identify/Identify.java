package mote.protocol.identify;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import mote.bytes.Bytes;
import mote.bytes.P2pException;
import mote.connection.Connection;
import mote.connection.ProtocolHandler;
import mote.io.Frames;
import mote.mux.Stream;
import mote.negotiate.ProtocolId;
import mote.swarm.PeerStore;
import mote.swarm.Swarm;
import mote.task.Deadline;

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

    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock. A connection is here from its beginning to its end.
    private final Map<Connection, State> states = new LinkedHashMap<>();

    /// What is known and under way on one connection.
    private static final class State {
        // Guarded by lock.
        private IdentifyMessage said = IdentifyMessage.EMPTY;
        private boolean pushing;
        private boolean pushAgain;
    }

    /// @param self what this node says about itself
    public Identify(Swarm swarm, Self self, Limits limits) {
        this.swarm = swarm;
        this.self = self;
        this.limits = limits;
    }

    @Override
    public List<ProtocolId> ids() {
        return List.of(ID);
    }

    @Override
    public int streamsPerPeer() {
        return limits.streamsPerPeer();
    }

    /// Answers with the message about this node.
    @Override
    public void handle(Stream stream, Connection connection) throws IOException {
        send(stream, connection);
    }

    @Override
    public void connected(Connection connection) {
        lock.lock();
        try {
            states.put(connection, new State());
        } finally {
            lock.unlock();
        }
        connection.scope().start("identify " + connection, () -> ask(connection));
    }

    @Override
    public void disconnected(Connection connection) {
        lock.lock();
        try {
            states.remove(connection);
        } finally {
            lock.unlock();
        }
    }

    /// Asks the peer, notes what it says in the peer store, and returns it. Blocks, at most [Limits#exchange].
    public Identification ask(Connection connection) throws IOException {
        Stream stream = connection.open(ID);
        try {
            return learn(connection, receive(stream, connection));
        } finally {
            stream.close();
        }
    }

    /// The handler of pushes.
    public ProtocolHandler pushes() {
        return new Pushes();
    }

    /// Tells all peers that listen to pushes, soon, because something about this node has changed. Does not block.
    public void push() {
        swarm.connections().stream().filter(connection -> connection.speaks(PUSH)).forEach(this::push);
    }

    /// At most one push at a time on a connection: what changes meanwhile is told in one more.
    private void push(Connection connection) {
        lock.lock();
        try {
            State state = states.get(connection);
            if (state == null) {
                return;
            }
            state.pushAgain = true;
            if (state.pushing) {
                return;
            }
            state.pushing = connection.scope().start("push " + connection, () -> pushWhileChanged(connection, state));
        } finally {
            lock.unlock();
        }
    }

    private void pushWhileChanged(Connection connection, State state) {
        while (claim(state)) {
            try {
                Stream stream = connection.open(PUSH);
                Deadline.within(connection.scope().clock(), limits.exchange(), "identify push",
                        () -> stream.reset(0), () -> {
                            send(stream, connection);
                            stream.closeWrite();
                            return null;
                        });
                stream.close();
            } catch (IOException failed) {
                LOG.log(System.Logger.Level.DEBUG, () -> "push to " + connection + ": " + failed.getMessage());
            }
        }
    }

    private boolean claim(State state) {
        lock.lock();
        try {
            state.pushing = state.pushAgain;
            state.pushAgain = false;
            return state.pushing;
        } finally {
            lock.unlock();
        }
    }

    private void send(Stream stream, Connection connection) throws IOException {
        Frames.write(stream, self.messageTo(connection).encode());
    }

    /// Reads to the end: go-libp2p sends what does not fit into one message in several.
    private IdentifyMessage receive(Stream stream, Connection connection) throws IOException {
        return Deadline.within(connection.scope().clock(), limits.exchange(), "identify", () -> stream.reset(0), () -> {
            IdentifyMessage message = IdentifyMessage.EMPTY;
            for (int count = 0;; count++) {
                Optional<Bytes> part = Frames.next(stream, limits.messageBytesMax());
                if (part.isEmpty()) {
                    return message;
                }
                if (count == limits.messagesMax()) {
                    throw P2pException.peer("identify in more than " + limits.messagesMax() + " messages");
                }
                message = message.merge(part.get(), limits);
            }
        });
    }

    private Identification learn(Connection connection, IdentifyMessage said) {
        lock.lock();
        try {
            State state = states.get(connection);
            if (state != null) {
                state.said = said;
            }
        } finally {
            lock.unlock();
        }
        Identification known = Claims.check(said, connection.peer(), limits);
        connection.speaks(known.protocols());
        swarm.learned(connection.peer(), new PeerStore.Peer(known.addresses(), known.protocols(),
                known.agentVersion(), known.protocolVersion()));
        return known;
    }

    private IdentifyMessage said(Connection connection) {
        lock.lock();
        try {
            State state = states.get(connection);
            return state == null ? IdentifyMessage.EMPTY : state.said;
        } finally {
            lock.unlock();
        }
    }

    private final class Pushes implements ProtocolHandler {
        @Override
        public List<ProtocolId> ids() {
            return List.of(PUSH);
        }

        @Override
        public int streamsPerPeer() {
            return limits.streamsPerPeer();
        }

        @Override
        public void handle(Stream stream, Connection connection) throws IOException {
            IdentifyMessage push = receive(stream, connection);
            learn(connection, said(connection).updatedBy(push));
        }
    }
}
