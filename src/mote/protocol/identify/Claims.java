package mote.protocol.identify;

import module java.base;
import mote.bytes.*;
import mote.multiaddr.*;
import mote.negotiate.*;
import mote.peer.*;
import mote.record.*;

/// Sorts what a peer claims in an [IdentifyMessage] into what makes sense and what is left out. Nothing in it can make
/// identify fail: its key is proven by the secure channel already, and the rest is a claim.
final class Claims {

    private Claims() { }

    /// @param from where the peer is
    static Identification check(IdentifyMessage said, PeerId peer, Multiaddr from, Limits limits) {
        Optional<PeerRecord> proven = said.signedPeerRecord().flatMap(envelope -> recordOf(envelope, peer));
        Identification.SignedRecord state = said.signedPeerRecord().isEmpty() ? Identification.SignedRecord.ABSENT
                : proven.isPresent() ? Identification.SignedRecord.VALID : Identification.SignedRecord.INVALID;
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
