package mote.record;

import java.util.ArrayList;
import java.util.List;
import mote.bytes.Bytes;
import mote.bytes.P2pException;
import mote.crypto.Identity;
import mote.peer.PeerId;
import mote.protobuf.ProtoReader;
import mote.protobuf.ProtoWriter;

/// Where a peer is, in its own words.
///
/// ```proto
/// message PeerRecord {
///   message AddressInfo { bytes multiaddr = 1; }
///   bytes peer_id = 1;
///   uint64 seq = 2;
///   repeated AddressInfo addresses = 3;
/// }
/// ```
///
/// @param peer whose addresses these are
/// @param sequence grows with each record of a peer, unsigned; the highest counts
/// @param addresses multiaddrs as they are on the wire: one of a form that is unknown here survives as it is
/// @see <a href="https://github.com/libp2p/specs/blob/master/RFC/0003-routing-records.md">spec: RFC 0003</a>
public record PeerRecord(PeerId peer, long sequence, List<Bytes> addresses) {

    /// The text of RFC 0003 says `libp2p-routing-state`; what go and js sign is this.
    private static final String DOMAIN = "libp2p-peer-record";
    private static final Bytes TYPE = Bytes.ofHex("0301");
    /// What rust-libp2p signs unless told otherwise.
    private static final String LEGACY_DOMAIN = "libp2p-routing-state";
    private static final Bytes LEGACY_TYPE = Bytes.utf8("/libp2p/routing-state-record");

    public PeerRecord {
        addresses = List.copyOf(addresses);
    }

    /// Signs this record. `identity` must be that of its peer.
    public Envelope seal(Identity identity) {
        return Envelope.seal(identity, DOMAIN, TYPE, encode());
    }

    /// The record in `envelope`, where its subject signed it.
    ///
    /// @param legacy whether the form that rust-libp2p signs is taken too: only from the subject itself
    /// @throws P2pException with blame PEER where it is no peer record, the signature does not hold, or another peer
    ///         signed it
    public static PeerRecord open(Envelope envelope, boolean legacy) throws P2pException {
        if (!envelope.opens(DOMAIN, TYPE) && !(legacy && envelope.opens(LEGACY_DOMAIN, LEGACY_TYPE))) {
            throw P2pException.peer("an envelope that holds no signed peer record");
        }
        PeerRecord record = decode(envelope.payload());
        if (!record.peer.equals(PeerId.of(envelope.publicKey()))) {
            throw P2pException.peer("a record of one peer that another signed");
        }
        return record;
    }

    /// Reads a record that is not signed, or whose signature was verified.
    public static PeerRecord decode(Bytes encoded) throws P2pException {
        Bytes peer = Bytes.EMPTY;
        long sequence = 0;
        var addresses = new ArrayList<Bytes>();
        var fields = new ProtoReader(encoded);
        while (fields.next()) {
            switch (fields.field()) {
                case 1 -> peer = fields.bytes();
                case 2 -> sequence = fields.uint64();
                case 3 -> fields.add(addresses, address(fields.bytes()), Limits.DEFAULT.addressesMax());
                default -> { }
            }
        }
        return new PeerRecord(PeerId.decode(peer), sequence, addresses);
    }

    public Bytes encode() {
        var out = new ProtoWriter(Limits.DEFAULT.envelopeBytesMax()).bytes(1, peer.multihash()).uint64(2, sequence);
        addresses.forEach(address -> out.bytes(3, new ProtoWriter(address.length() + 8).bytes(1, address).toBytes()));
        return out.toBytes();
    }

    private static Bytes address(Bytes info) throws P2pException {
        Bytes address = Bytes.EMPTY;
        var fields = new ProtoReader(info);
        while (fields.next()) {
            if (fields.field() == 1) {
                address = fields.bytes();
            }
        }
        return address;
    }
}
