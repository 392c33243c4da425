package mote.mux;

import module java.base;

/// A connection shared by streams. The first failure ends it, and is the cause that every stream and every later call
/// reports. All methods may be called from any thread; [#isOpen] says whether the session has not ended yet.
public interface Session extends Channel {

    /// Opens a stream. Blocks while the peer's limit on streams, or on streams it has not accepted yet, is reached.
    ///
    /// @throws mote.budget.OverBudgetException when this node's own limit is reached
    /// @throws IOException when the session has ended or the peer accepts no more streams
    Stream open() throws IOException;

    /// Blocks until the peer opens a stream. At most one thread accepts at a time.
    ///
    /// @return the stream, or null when the session was closed in order, by either side
    /// @throws IOException when the session failed
    Stream accept() throws IOException;

    /// Blocks for a round trip to the peer's session and returns how long that took.
    Duration ping() throws IOException;

    /// Streams that are open now, in both directions.
    int streams();

    /// Ends the session: lets the peer know that this is in order, resets what is left of the streams, and closes the
    /// channel. Idempotent; waits at most a bounded time for the goodbye to be taken by the network.
    @Override void close();
}
