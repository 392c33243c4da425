package mote.swarm;

import module java.base;
import mote.connection.*;
import mote.multiaddr.*;
import mote.peer.*;

/// Something that happened to a [Swarm].
public sealed interface SwarmEvent {

    /// The addresses that the node can be dialled at have changed; these are all of them, without the peer id.
    record Listening(List<Multiaddr> addresses) implements SwarmEvent { }

    /// A connection is secured, multiplexed and counted.
    record Connected(Connection connection) implements SwarmEvent { }

    /// A connection has ended.
    record Disconnected(Connection connection) implements SwarmEvent { }

    /// What is known of a peer has changed: see [PeerStore#find].
    record PeerChanged(PeerId peer) implements SwarmEvent { }

    /// Someone connected, but did not get through the upgrade, or was refused.
    record Refused(Multiaddr remoteAddress, IOException reason) implements SwarmEvent { }
}
