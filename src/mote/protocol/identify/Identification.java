package mote.protocol.identify;

import module java.base;
import mote.bytes.*;
import mote.multiaddr.*;
import mote.negotiate.*;
import mote.peer.*;
import mote.record.*;

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

    /// What became of the signed peer record: it is signed by the peer and about the peer, there was none, or there was
    /// one that does not hold and is ignored as if it were absent.
    public enum SignedRecord { VALID, ABSENT, INVALID }

    /// Sorts what `peer` claims into what makes sense and what is left out. Nothing in it can make identify fail: its
    /// key is proven by the secure channel already, and the rest is a claim.
    ///
    /// @param from where the peer is
    static Identification of(IdentifyMessage said, PeerId peer, Multiaddr from, Limits limits) {
        Optional<PeerRecord> proven = said.signedPeerRecord().flatMap(envelope -> recordOf(envelope, peer));
        SignedRecord state = said.signedPeerRecord().isEmpty() ? SignedRecord.ABSENT
                : proven.isPresent() ? SignedRecord.VALID : SignedRecord.INVALID;
        List<Bytes> addresses = proven.map(PeerRecord::addresses).orElse(said.listenAddresses());
        return new Identification(reachable(addresses, peer, from),
                said.protocols().stream().filter(ProtocolId::isValid).map(ProtocolId::new).distinct().toList(),
                said.observedAddress().flatMap(address -> withoutPeer(List.of(address), _ -> true).findFirst()),
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

    /// Without those that name another peer, and without loopback addresses, unless the peer is on this host: dialled
    /// from here they lead to others.
    private static List<Multiaddr> reachable(List<Bytes> addresses, PeerId peer, Multiaddr from) {
        return withoutPeer(addresses, peer::equals).filter(address -> isLoopback(from) || !isLoopback(address))
                .distinct().toList();
    }

    /// py-libp2p names itself at the end of its own addresses, js-libp2p the other at the end of the one it observes.
    private static Stream<Multiaddr> withoutPeer(List<Bytes> addresses, Predicate<PeerId> allowed) {
        return Multiaddr.decodeKnown(addresses).stream().filter(address -> address.peer().stream().allMatch(allowed))
                .map(Multiaddr::withoutPeer).filter(address -> !address.components().isEmpty());
    }

    private static boolean isLoopback(Multiaddr address) {
        return address.ip().map(InetAddress::isLoopbackAddress).orElse(false);
    }

    private static String cut(Optional<String> text, Limits limits) {
        return text.map(all -> all.substring(0, Math.min(all.length(), limits.textBytesMax()))).orElse("");
    }
}
