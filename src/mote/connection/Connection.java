package mote.connection;

import module java.base;
import mote.budget.*;
import mote.bytes.*;
import mote.crypto.*;
import mote.multiaddr.*;
import mote.mux.*;
import mote.negotiate.*;
import mote.peer.*;
import mote.task.*;
import mote.transport.*;

/// A connection to a peer whose identity is proven, shared by streams. Each stream that the peer opens is answered on
/// a virtual thread of its own: first the protocol is agreed on, then its handler has the stream.
///
/// ```
///   accept thread ── session.accept() ──> thread "stream 12D3KooW..#5" ── Multistream.answer ──> handler.handle
/// ```
///
/// All methods may be called from any thread.
public final class Connection implements Closeable {

    private static final System.Logger LOG = System.getLogger("mote.connection");

    // Set before start.
    private final Link link;
    private final Upgrader.Upgraded upgraded;
    private final Direction direction;
    private final Session session;
    private final Scope scope;
    private final Gate.Admission admission;
    private final Limits limits;
    private final long began;

    private volatile Set<ProtocolId> spoken;
    private volatile long lastUsed;
    private volatile P2pException failure;
    private volatile Clock.Timer idleTimer = () -> { };

    Connection(Link link, Upgrader.Upgraded upgraded, Direction direction, Session session, Scope scope,
            Gate.Admission admission, Set<ProtocolId> spoken, Limits limits) {
        this.link = link;
        this.upgraded = upgraded;
        this.direction = direction;
        this.session = session;
        this.scope = scope;
        this.admission = admission;
        this.spoken = spoken;
        this.limits = limits;
        this.began = scope.clock().nanos();
        this.lastUsed = began;
    }

    /// Begins to answer the peer's streams. Called once, by whoever keeps the connection.
    ///
    /// @param whenEnded called once, when the connection has ended for whatever reason
    public void start(Handlers handlers, Consumer<Connection> whenEnded) {
        List<ProtocolHandler> told = handlers.all();
        told.forEach(handler -> handler.connected(this));
        closeWhenIdle(limits.idle());
        Runnable end = () -> {
            close();
            whenEnded.accept(this);
            told.forEach(handler -> handler.disconnected(this));
        };
        if (!scope.start("accept " + this, () -> acceptStreams(handlers, end))) end.run();
    }

    public PeerId peer() { return upgraded.channel().remotePeer(); }

    public PublicKey peerKey() { return upgraded.channel().remoteKey(); }

    public Direction direction() { return direction; }

    public Multiaddr localAddress() { return link.localAddress(); }

    /// Where the peer is, without its id.
    public Multiaddr remoteAddress() { return link.remoteAddress(); }

    public ProtocolId security() { return upgraded.security().id(); }

    public ProtocolId muxer() { return upgraded.muxer().id(); }

    /// How long the connection has been there.
    public Duration age() { return Duration.ofNanos(scope.clock().nanos() - began); }

    /// Streams that are open now.
    public int streams() { return session.streams(); }

    public boolean isOpen() { return session.isOpen(); }

    /// Why the connection ended, where that was a failure.
    public Optional<P2pException> failure() { return Optional.ofNullable(failure); }

    /// Where the connection's threads run. A protocol starts there what must end with the connection.
    public Scope scope() { return scope; }

    /// Remembers what the peer said it speaks: to those protocols [#open] needs no round trip.
    public void speaks(List<ProtocolId> protocols) { spoken = new LinkedHashSet<>(protocols); }

    /// Whether the peer said that it speaks `protocol`, or is known to.
    public boolean speaks(ProtocolId protocol) { return spoken.contains(protocol); }

    /// Opens a stream that speaks `protocol`. Where the peer is known to speak it, this does not wait for the answer,
    /// which is then read before anything else, and has to come in time. Such a stream that is closed before it was
    /// read from is given up: call [Stream#closeWrite] before, which waits for the answer.
    ///
    /// @throws mote.negotiate.NoCommonProtocolException when the peer does not speak it; where the answer is not
    ///         waited for, the stream's first read throws it
    /// @throws IOException when no stream can be opened
    public Stream open(ProtocolId protocol) throws IOException {
        // A peer that acknowledges none of the many streams that are open already is of no use.
        Stream stream = Deadline.within(scope.clock(), limits.negotiation(), "opening a stream",
                () -> scope.start("close " + this, this::close), session::open);
        touch();
        if (speaks(protocol)) return new ProposedStream(stream, protocol, scope.clock(), limits.negotiation());
        stream.within(scope.clock(), limits.negotiation(), "agreeing on " + protocol,
                () -> Multistream.select(stream, List.of(protocol)));
        return stream;
    }

    /// Ends the connection in order: the peer is told, streams that are left are reset. Idempotent.
    @Override
    public void close() {
        session.close();
        scope.close();
        idleTimer.cancel();
        admission.close();
    }

    /// Short, for logs and names of threads.
    @Override public String toString() { return peer().brief(); }

    private void acceptStreams(Handlers handlers, Runnable end) {
        try {
            for (Stream next = session.accept(); next != null; next = session.accept()) {
                Stream stream = next;
                if (!scope.start("stream " + this + "#" + stream.id(), () -> serve(stream, handlers))) stream.reset(0);
            }
        } catch (ClosedByInterruptException _) {
            // The scope is being closed, so this side ends the connection.
        } catch (IOException cause) {
            failure = P2pException.of(cause);
            admission.connectionFailed(failure);
        } finally {
            end.run();
        }
    }

    private void serve(Stream stream, Handlers handlers) {
        boolean done = false;
        try {
            ProtocolId agreed = stream.within(scope.clock(), limits.negotiation(), "agreeing on a protocol",
                    () -> Multistream.answer(stream, handlers.ids()));
            ProtocolHandler handler = handlers.of(agreed);
            if (handler == null) throw P2pException.local(agreed + " is not answered any more");
            Thread.currentThread().setName("stream " + this + "#" + stream.id() + " " + agreed);
            try (Reservation _ = admission.protocol(handler).reserve(Resource.STREAMS_IN, 1)) {
                handler.handle(stream, this);
            }
            stream.close();
            done = true;
        } catch (IOException failed) {
            if (isOpen()) admission.streamFailed(failed);
            LOG.log(System.Logger.Level.DEBUG, () -> Thread.currentThread().getName() + ": " + failed.getMessage());
        } finally {
            if (!done) stream.reset(0);
            touch();
        }
    }

    private void touch() { lastUsed = scope.clock().nanos(); }

    private void closeWhenIdle(Duration wait) {
        idleTimer = scope.clock().after(wait, () -> {
            Duration left = session.streams() > 0 ? limits.idle()
                    : limits.idle().minusNanos(scope.clock().nanos() - lastUsed);
            if (left.isPositive()) {
                closeWhenIdle(left);
            } else {
                scope.start("close idle " + this, this::close);
            }
        });
        if (scope.isClosed()) idleTimer.cancel();
    }
}
