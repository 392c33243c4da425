package mote.mux;

import module java.base;
import mote.io.*;
import mote.task.*;

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

    /// Runs `work` on this stream, on the calling thread, within a [Deadline]. Where it fails or takes longer than
    /// `limit`, the stream is reset.
    ///
    /// @throws TimedOutException where it took longer
    /// @throws IOException what `work` throws before
    default <T> T within(Clock clock, Duration limit, String what, Deadline.Work<T> work) throws IOException {
        try {
            return Deadline.within(clock, limit, what, () -> reset(0), work);
        } catch (IOException failed) {
            reset(0);
            throw failed;
        }
    }
}
