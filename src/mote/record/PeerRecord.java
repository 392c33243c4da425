package mote.record;

import module java.base;
import mote.bytes.*;
import mote.crypto.*;
import mote.peer.*;
import mote.protobuf.*;

/// Where a peer can be reached, in its own words: it goes around in an [Envelope] that the peer signed.
///
/// ```proto
/// message PeerRecord {
///   message AddressInfo {
///     bytes multiaddr = 1;
///   }
///   bytes peer_id = 1;
///   uint64 seq = 2;
///   repeated AddressInfo addresses = 3;
/// }
/// ```
///
/// Two pairs of domain and payload type exist. The text of RFC 0003 names the older one, which rust-libp2p still signs
/// by default; all others, and this node, use the newer one.
///
/// @param peer whom the record is about
/// @param sequence grows with every record of the peer; unsigned, and no time
/// @param addresses in binary form, whether or not this node knows their protocols
/// @see <a href="https://github.com/libp2p/specs/blob/master/RFC/0003-routing-records.md">RFC 0003</a>
public record PeerRecord(PeerId peer, long sequence, List<Bytes> addresses) {

    private static final String DOMAIN = "libp2p-peer-record";
    private static final Bytes PAYLOAD_TYPE = Bytes.ofHex("0301");
    private static final String LEGACY_DOMAIN = "libp2p-routing-state";
    private static final Bytes LEGACY_PAYLOAD_TYPE = Bytes.utf8("/libp2p/routing-state-record");

    public PeerRecord { addresses = List.copyOf(addresses); }

    /// This record in an envelope that `identity`, its subject, signs.
    public Envelope seal(Identity identity) {
        if (!peer.matches(identity.publicKey())) throw new IllegalArgumentException("a record of another peer");
        return Envelope.seal(identity, DOMAIN, PAYLOAD_TYPE, encode());
    }

    /// The record in `envelope`, after its signature was verified.
    ///
    /// @param legacy whether the older pair of domain and payload type is read too: from the peer itself only, which is
    ///        known by other means there
    /// @throws P2pException blaming the peer where the signature is not of this kind, or not the subject's own
    public static PeerRecord open(Envelope envelope, boolean legacy) throws P2pException {
        // spec: RFC 0003: "a peer MUST validate the signature before deserializing the RoutingState record"
        PeerRecord record = decode(legacy && envelope.payloadType().equals(LEGACY_PAYLOAD_TYPE)
                ? envelope.open(LEGACY_DOMAIN, LEGACY_PAYLOAD_TYPE)
                : envelope.open(DOMAIN, PAYLOAD_TYPE));
        // spec: RFC 0003: "the receiving peer MUST verify that the peer_id contained in the RoutingState matches the
        // public_key from the envelope"
        if (!record.peer.matches(envelope.publicKey())) {
            throw P2pException.peer("a record of " + record.peer + " signed by " + PeerId.of(envelope.publicKey()));
        }
        return record;
    }

    static PeerRecord decode(Bytes payload) throws P2pException {
        Bytes peer = Bytes.EMPTY;
        long sequence = 0;
        List<Bytes> addresses = new ArrayList<>();
        ProtoReader reader = new ProtoReader(payload);
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> peer = reader.bytes();
                case 2 -> sequence = reader.uint64();
                case 3 -> reader.add(addresses, address(reader.bytes()), Limits.DEFAULT.addressesMax());
                default -> { } // unknown: skipped
            }
        }
        return new PeerRecord(PeerId.decode(peer), sequence, addresses);
    }

    Bytes encode() {
        ProtoWriter writer = new ProtoWriter(Limits.DEFAULT.envelopeBytesMax()).bytes(1, peer.multihash());
        if (sequence != 0) writer.uint64(2, sequence);
        addresses.forEach(one -> writer.bytes(3, new ProtoWriter(one.length() + 8).bytes(1, one).toBytes()));
        return writer.toBytes();
    }

    private static Bytes address(Bytes addressInfo) throws P2pException {
        Bytes address = Bytes.EMPTY;
        ProtoReader reader = new ProtoReader(addressInfo);
        while (reader.next()) {
            if (reader.field() == 1) address = reader.bytes();
        }
        return address;
    }
}
