package mote.protocol.identify;

import module java.base;
import mote.bytes.*;
import mote.multiaddr.*;
import mote.negotiate.*;
import mote.peer.*;
import mote.record.*;

/// What a peer said about itself, as far as it makes sense and is proven.
///
/// @param addresses where it listens: those of the signed record where that is valid, else those it claimed; addresses
///        of a form that is unknown here are left out
/// @param protocols what it answers
/// @param observedAddress where it sees this node
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

    /// Sorts what `peer` claims into what makes sense and what is left out. Nothing in it can make identify fail: its
    /// key is proven by the secure channel already, and the rest is a claim.
    ///
    /// @param from where the peer is
    static Identification of(IdentifyMessage said, PeerId peer, Multiaddr from, Limits limits) {
        Optional<PeerRecord> proven = said.signedPeerRecord().flatMap(envelope -> recordOf(envelope, peer));
        SignedRecord state = said.signedPeerRecord().isEmpty() ? SignedRecord.ABSENT
                : proven.isPresent() ? SignedRecord.VALID : SignedRecord.INVALID;
        List<Bytes> addresses = proven.map(PeerRecord::addresses).orElse(said.listenAddresses());
        return new Identification(reachable(addresses, from), protocols(said.protocols()),
                said.observedAddress().flatMap(address -> Multiaddr.decodeKnown(List.of(address)).stream().findFirst()),
                cut(said.protocolVersion(), limits), cut(said.agentVersion(), limits), state);
    }

    /// The record in an envelope that `peer` signed about itself.
    private static Optional<PeerRecord> recordOf(Bytes envelope, PeerId peer) {
        try {
            PeerRecord record = PeerRecord.open(Envelope.decode(envelope), true);
            return record.peer().equals(peer) ? Optional.of(record) : Optional.empty();
        } catch (P2pException invalid) {
            return Optional.empty();
        }
    }

    /// Without loopback addresses, unless the peer is on this host: dialled from here they lead to others.
    private static List<Multiaddr> reachable(List<Bytes> addresses, Multiaddr from) {
        List<Multiaddr> known = Multiaddr.decodeKnown(addresses);
        known.removeIf(address -> isLoopback(address) && !isLoopback(from));
        return known;
    }

    private static boolean isLoopback(Multiaddr address) {
        return address.ip().map(InetAddress::isLoopbackAddress).orElse(false);
    }

    private static List<ProtocolId> protocols(List<String> texts) {
        return texts.stream().filter(ProtocolId::isValid).map(ProtocolId::new).distinct().toList();
    }

    private static String cut(Optional<String> text, Limits limits) {
        return text.map(all -> all.substring(0, Math.min(all.length(), limits.textBytesMax()))).orElse("");
    }
}
