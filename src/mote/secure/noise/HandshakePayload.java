package mote.secure.noise;

import module java.base;
import mote.bytes.*;
import mote.protobuf.*;

/// What libp2p sends inside of a handshake message, encrypted: who the sender is.
///
/// ```proto
/// message NoiseHandshakePayload {
///   optional bytes identity_key = 1;
///   optional bytes identity_sig = 2;
///   optional NoiseExtensions extensions = 4;
/// }
/// message NoiseExtensions {
///   repeated bytes webtransport_certhashes = 1;
///   repeated string stream_muxers = 2;
/// }
/// ```
///
/// @param identityKey the sender's identity, a `PublicKey` message; empty where it is missing
/// @param identitySignature made with that key over [#signed]; empty where it is missing
/// @param muxers what the sender offers for early muxer selection, best first
/// @see <a href="https://github.com/libp2p/specs/tree/master/noise#the-libp2p-handshake-payload">spec: noise, the
///      libp2p handshake payload</a>
public record HandshakePayload(Bytes identityKey, Bytes identitySignature, List<String> muxers) {

    private static final Bytes SIGNATURE_PREFIX = Bytes.utf8("noise-libp2p-static-key:");

    /// Reads a payload. Whether its signature holds is for [Handshake] to say.
    public static HandshakePayload decode(Bytes encoded) throws P2pException {
        Bytes key = Bytes.EMPTY;
        Bytes signature = Bytes.EMPTY;
        var muxers = new ArrayList<String>();
        var reader = new ProtoReader(encoded);
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> key = reader.bytes();
                case 2 -> signature = reader.bytes();
                case 4 -> {
                    var inner = new ProtoReader(reader.bytes());
                    while (inner.next()) {
                        if (inner.field() == 2) inner.add(muxers, inner.string(), Limits.DEFAULT.muxers());
                    }
                }
                default -> { } // unknown: skipped
            }
        }
        return new HandshakePayload(key, signature, muxers);
    }

    Bytes encode() {
        var writer = new ProtoWriter(Limits.DEFAULT.handshakeBytes()).bytes(1, identityKey).bytes(2, identitySignature);
        if (!muxers.isEmpty()) {
            var extensions = new ProtoWriter(Limits.DEFAULT.handshakeBytes());
            muxers.forEach(muxer -> extensions.string(2, muxer));
            writer.bytes(4, extensions.toBytes());
        }
        return writer.toBytes();
    }

    /// What the identity signs: that this static key is its own.
    static Bytes signed(Bytes staticKey) { return SIGNATURE_PREFIX.concat(staticKey); }
}
