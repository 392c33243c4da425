package mote.protocol.ping;

import module java.base;

/// The limits of ping.
///
/// @param streamsPerPeer streams on which one peer may ping this node
/// @param reply time to wait for a reply
/// @param idle time in which a peer must ping on a stream that it keeps, and take the reply
public record Limits(int streamsPerPeer, Duration reply, Duration idle) {

    /// spec: "The dialing peer MUST NOT keep more than one outbound stream for the ping protocol per peer. The
    /// listening peer SHOULD accept at most two streams per peer".
    public static final Limits DEFAULT = new Limits(2, Duration.ofSeconds(10), Duration.ofSeconds(60));
}
