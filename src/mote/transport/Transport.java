package mote.transport;

import module java.base;
import mote.multiaddr.*;

/// A way to reach other hosts: from an address to a [Link].
public interface Transport {

    /// Whether `address` is of a form that this transport dials and listens on. A `/p2p` at its end does not matter.
    boolean handles(Multiaddr address);

    /// Connects to `address`. Blocks until connected, within the transport's own limit of time. A dial that fails, is
    /// interrupted or comes too late leaves no socket behind.
    ///
    /// @throws IOException when the dial failed; as a [mote.bytes.P2pException] where the reason is known
    Link dial(Multiaddr address) throws IOException;

    /// Listens on `address`; port 0 takes a free one.
    ///
    /// @throws IOException when that cannot be (the port is in use, say)
    Listener listen(Multiaddr address) throws IOException;
}
