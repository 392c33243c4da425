package mote.transport;

import module java.base;
import mote.multiaddr.*;

/// A place where others can connect.
public interface Listener extends Closeable {

    /// The addresses that are listened on now, with the real port, a wildcard expanded to the addresses of the
    /// interfaces. They can change while the listener lives, and there may be none for a time.
    List<Multiaddr> addresses();

    /// Blocks until another host connects. At most one thread accepts at a time. While this node is out of descriptors
    /// it blocks too, and who connects waits in the kernel.
    ///
    /// @throws java.nio.channels.ClosedChannelException when the listener is closed
    /// @throws IOException when the listener has failed for good; what passes it waits out
    Link accept() throws IOException;

    /// Stops listening and wakes a blocked [#accept]. Links that were accepted live on. Idempotent.
    @Override void close();
}
