package mote.protocol.identify;

import module java.base;
import mote.bytes.*;
import mote.protobuf.*;

/// What a peer says about itself.
///
/// ```proto
/// message Identify {
///   optional bytes  publicKey        = 1;   // libp2p's form of the public key
///   repeated bytes  listenAddrs      = 2;   // multiaddrs, without the peer id
///   repeated string protocols        = 3;
///   optional bytes  observedAddr     = 4;   // where the sender sees the receiver
///   optional string protocolVersion  = 5;   // "ipfs/0.1.0"
///   optional string agentVersion     = 6;   // "mote/" and its version
///   optional bytes  signedPeerRecord = 8;   // an envelope; not in the specification's text
/// }
/// ```
///
/// In a push only what has changed needs to be there: each field has a way to be absent, an empty list or an empty
/// optional.
///
/// @see <a href="https://github.com/libp2p/specs/tree/master/identify">spec: identify</a>
public record IdentifyMessage(Optional<Bytes> publicKey, List<Bytes> listenAddresses, List<String> protocols,
        Optional<Bytes> observedAddress, Optional<String> protocolVersion, Optional<String> agentVersion,
        Optional<Bytes> signedPeerRecord) {

    /// Reads one message, or several one after the other: go-libp2p sends a long one in parts. Unknown fields are
    /// skipped, and of a field that may come once the last counts.
    public static IdentifyMessage decode(Bytes encoded) throws P2pException { return decode(encoded, Limits.DEFAULT); }

    static IdentifyMessage decode(Bytes encoded, Limits limits) throws P2pException {
        var addresses = new ArrayList<Bytes>();
        var ids = new ArrayList<String>();
        Optional<Bytes> key = Optional.empty(), observed = Optional.empty(), signed = Optional.empty();
        Optional<String> version = Optional.empty(), agent = Optional.empty();
        var fields = new ProtoReader(encoded);
        while (fields.next()) {
            switch (fields.field()) {
                case 1 -> key = Optional.of(fields.bytes());
                case 2 -> fields.add(addresses, fields.bytes(), limits.addressesMax());
                case 3 -> fields.add(ids, fields.string(), limits.protocolsMax());
                case 4 -> observed = Optional.of(fields.bytes());
                case 5 -> version = Optional.of(fields.string());
                case 6 -> agent = Optional.of(fields.string());
                case 8 -> signed = Optional.of(fields.bytes());
                default -> { }
            }
        }
        return new IdentifyMessage(key, addresses, ids, observed, version, agent, signed);
    }

    /// @throws IllegalStateException when it comes to more than [Limits#sentBytesMax]
    public Bytes encode() {
        var out = new ProtoWriter(Limits.DEFAULT.sentBytesMax());
        publicKey.ifPresent(key -> out.bytes(1, key));
        listenAddresses.forEach(address -> out.bytes(2, address));
        protocols.forEach(id -> out.string(3, id));
        observedAddress.ifPresent(address -> out.bytes(4, address));
        protocolVersion.ifPresent(version -> out.string(5, version));
        agentVersion.ifPresent(agent -> out.string(6, agent));
        signedPeerRecord.ifPresent(signed -> out.bytes(8, signed));
        return out.toBytes();
    }
}
