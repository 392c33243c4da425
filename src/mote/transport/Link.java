package mote.transport;

import mote.io.*;
import mote.multiaddr.*;

/// A raw pipe to another host: ordered and reliable, but not authenticated. It proves nothing about who is there.
public interface Link extends Duplex {

    /// This end's address.
    Multiaddr localAddress();

    /// The other end's address, without a peer id.
    Multiaddr remoteAddress();
}
