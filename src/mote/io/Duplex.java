package mote.io;

import module java.base;

/// An ordered, reliable pipe with two halves. It is what every layer is made of: a TCP connection is one, a secure
/// channel over it is one, a stream of a muxer is one.
///
/// At most one thread reads and one thread writes at a time; the two may differ. `close` may come from any thread at
/// any time and wakes both. Interrupting a thread that is blocked here wakes it with an [IOException] too, and may
/// close the pipe, as with every channel of the JDK: an interrupt means that the thread's [mote.task.Scope] closes.
///
/// The suite `contract.DuplexContract` holds every implementation to this page.
public interface Duplex extends ByteChannel {

    /// Blocks until at least one byte is there, and moves what is there into `dst`, as much as fits.
    ///
    /// @return the number of bytes, at least 1 (0 only where `dst` is full), or -1 at the end of what the other side
    ///         sends
    /// @throws java.nio.channels.ClosedChannelException when this side was closed
    /// @throws IOException when the pipe failed
    @Override int read(ByteBuffer dst) throws IOException;

    /// Blocks until all of `src` is taken, and returns how much that was.
    @Override
    default int write(ByteBuffer src) throws IOException {
        int count = src.remaining();
        writeAll(src);
        return count;
    }

    /// Blocks until all of `parts` are taken, one after the other. A layer with records puts them into as few records
    /// as it can: a header and its body need no copy to travel together.
    ///
    /// @throws java.nio.channels.ClosedChannelException when this side was closed, or its writing half
    /// @throws IOException when the pipe failed, or the other side is closed and takes no more
    void writeAll(ByteBuffer... parts) throws IOException;

    /// Ends the writing half: the other side reads to the end of what was written, then sees the end. Reading goes
    /// on. Idempotent.
    void closeWrite() throws IOException;

    /// Ends both halves at once, and wakes a blocked reader and a blocked writer. Idempotent; it does not wait for the
    /// other side and does not fail.
    @Override void close();

    /// Reads until `dst` is full.
    ///
    /// @throws EOFException when the other side ends before
    default void readFully(ByteBuffer dst) throws IOException {
        while (dst.hasRemaining()) {
            if (read(dst) < 0) throw new EOFException("the other side ended in the middle of a message");
        }
    }
}
