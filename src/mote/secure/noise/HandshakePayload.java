package mote.secure.noise;

import java.util.ArrayList;
import java.util.List;
import mote.bytes.Bytes;
import mote.bytes.P2pException;
import mote.protobuf.ProtoReader;
import mote.protobuf.ProtoWriter;

/// What libp2p sends inside of a handshake message, encrypted: who the sender is.
///
/// ```proto
/// message NoiseHandshakePayload {
///   optional bytes identity_key = 1;
///   optional bytes identity_sig = 2;
///   optional NoiseExtensions extensions = 4;
/// }
/// ```
///
/// @param identityKey the sender's identity, a `PublicKey` message; empty where it is missing
/// @param identitySignature made with that key over [#signed]; empty where it is missing
/// @see <a href="https://github.com/libp2p/specs/tree/master/noise#the-libp2p-handshake-payload">spec: noise, the
///      libp2p handshake payload</a>
record HandshakePayload(Bytes identityKey, Bytes identitySignature, Extensions extensions) {

    private static final Bytes SIGNATURE_PREFIX = Bytes.utf8("noise-libp2p-static-key:");

    static HandshakePayload decode(Bytes encoded) throws P2pException {
        Bytes key = Bytes.EMPTY;
        Bytes signature = Bytes.EMPTY;
        Extensions extensions = Extensions.NONE;
        var reader = new ProtoReader(encoded);
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> key = reader.bytes();
                case 2 -> signature = reader.bytes();
                case 4 -> extensions = Extensions.decode(reader.bytes());
                default -> { } // unknown: skipped
            }
        }
        return new HandshakePayload(key, signature, extensions);
    }

    Bytes encode() {
        var writer = new ProtoWriter(Limits.DEFAULT.handshakeBytes())
                .bytes(1, identityKey)
                .bytes(2, identitySignature);
        if (!extensions.equals(Extensions.NONE)) {
            writer.bytes(4, extensions.encode());
        }
        return writer.toBytes();
    }

    /// What the identity signs: that this static key is its own.
    static Bytes signed(Bytes staticKey) {
        return SIGNATURE_PREFIX.concat(staticKey);
    }

    HandshakePayload withMuxers(List<String> muxers) {
        return new HandshakePayload(identityKey, identitySignature, new Extensions(List.of(), muxers));
    }

    /// ```proto
    /// message NoiseExtensions {
    ///   repeated bytes webtransport_certhashes = 1;
    ///   repeated string stream_muxers = 2;
    /// }
    /// ```
    ///
    /// @param certhashes multihashes of WebTransport certificates
    /// @param muxers what the sender offers for early muxer selection, best first
    record Extensions(List<Bytes> certhashes, List<String> muxers) {

        static final Extensions NONE = new Extensions(List.of(), List.of());

        static Extensions decode(Bytes encoded) throws P2pException {
            int max = Limits.DEFAULT.extensionItems();
            var certhashes = new ArrayList<Bytes>();
            var muxers = new ArrayList<String>();
            var reader = new ProtoReader(encoded);
            while (reader.next()) {
                switch (reader.field()) {
                    case 1 -> reader.add(certhashes, reader.bytes(), max);
                    case 2 -> reader.add(muxers, reader.string(), max);
                    default -> { } // unknown: skipped
                }
            }
            return new Extensions(certhashes, muxers);
        }

        Bytes encode() {
            var writer = new ProtoWriter(Limits.DEFAULT.handshakeBytes());
            certhashes.forEach(hash -> writer.bytes(1, hash));
            muxers.forEach(muxer -> writer.string(2, muxer));
            return writer.toBytes();
        }
    }
}
