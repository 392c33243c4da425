package mote.mux;

import mote.io.*;

/// One of many pipes on a connection: two independent halves, each with its own flow control.
///
/// `close()` is for a stream that is done with: what was written is still delivered, what still arrives is discarded.
/// Giving up on it is [#reset].
public interface Stream extends Duplex {

    /// The number of this stream in its session.
    long id();

    /// Whether the peer opened this stream.
    boolean isInbound();

    /// Ends both halves at once: the other side's reads and writes fail. Idempotent, does not block.
    ///
    /// @param code tells the peer why, where the muxer can carry it
    void reset(long code);

    /// Ends this side's reading: what still arrives is discarded, and the peer is asked to stop where the muxer can
    /// carry that. Writing goes on. Idempotent, does not block.
    void stopReading(long code);
}
