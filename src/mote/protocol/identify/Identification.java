package mote.protocol.identify;

import module java.base;
import mote.multiaddr.*;
import mote.negotiate.*;

/// What a peer said about itself, as far as it makes sense and is proven.
///
/// @param addresses where it listens, without its peer id: those of the signed record where that is valid, else those
///        it claimed; addresses of a form that is unknown here are left out, and those that name another peer
/// @param protocols what it answers
/// @param observedAddress where it sees this node, without peer id
/// @param protocolVersion the protocol family, cut to [Limits#textBytesMax]; it may hold any character
/// @param agentVersion what it runs, cut to [Limits#textBytesMax]; it may hold any character
/// @param signedRecord whether it proved its addresses
public record Identification(List<Multiaddr> addresses, List<ProtocolId> protocols,
        Optional<Multiaddr> observedAddress, String protocolVersion, String agentVersion,
        SignedRecord signedRecord) {

    /// What became of the signed peer record.
    public enum SignedRecord {
        /// It is signed by the peer and about the peer.
        VALID,
        /// There was none.
        ABSENT,
        /// There was one that does not hold. It is ignored, as if it were absent.
        INVALID
    }
}
