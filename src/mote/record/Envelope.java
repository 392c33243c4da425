package mote.record;

import mote.bytes.*;
import mote.crypto.*;
import mote.protobuf.*;

/// Bytes of any kind, signed by a peer for one purpose. The purpose is the domain, a text that is signed too but not
/// sent: who opens the envelope must know it, so a signature made for one purpose is worth nothing for another.
///
/// ```proto
/// message Envelope {
///   PublicKey public_key = 1;
///   bytes payload_type = 2;
///   bytes payload = 3;
///   bytes signature = 5;
/// }
/// ```
///
/// ```
///   signed:  | length | domain | length | payload type | length | payload |      lengths are varints
/// ```
///
/// All four fields are needed. The specification numbers the signature 4; deployed code numbers it 5.
/// @see <a href="https://github.com/libp2p/specs/blob/master/RFC/0002-signed-envelopes.md">RFC 0002</a>
public record Envelope(PublicKey publicKey, Bytes payloadType, Bytes unverifiedPayload, Bytes signature) {

    /// An envelope around `payload`, signed by `identity`. Takes half a millisecond.
    public static Envelope seal(Identity identity, String domain, Bytes payloadType, Bytes payload) {
        return new Envelope(identity.publicKey(), payloadType, payload,
                identity.sign(signed(domain, payloadType, payload)));
    }

    /// Reads an `Envelope` message, which is copied. Nothing is verified yet.
    ///
    /// @throws P2pException blaming the peer where it is malformed, or over the limit of bytes
    public static Envelope decode(Bytes encoded) throws P2pException {
        P2pException.checkLimit(encoded.length(), Limits.DEFAULT.envelopeBytesMax(), "bytes of an envelope");
        Bytes key = Bytes.EMPTY, payloadType = Bytes.EMPTY, payload = Bytes.EMPTY, signature = Bytes.EMPTY;
        ProtoReader reader = new ProtoReader(Bytes.copyOf(encoded.buffer()));
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> key = reader.bytes();
                case 2 -> payloadType = reader.bytes();
                case 3 -> payload = reader.bytes();
                case 5 -> signature = reader.bytes();
                default -> { } // unknown: skipped
            }
        }
        if (payloadType.isEmpty() || payload.isEmpty() || signature.isEmpty()) {
            throw P2pException.peer("an envelope without payload type, payload or signature");
        }
        return new Envelope(PublicKey.decode(key), payloadType, payload, signature);
    }

    public Bytes encode() {
        return new ProtoWriter(Limits.DEFAULT.envelopeBytesMax()).bytes(1, publicKey.encode()).bytes(2, payloadType)
                .bytes(3, unverifiedPayload).bytes(5, signature).toBytes();
    }

    /// The payload, if it is of `expectedType` and was signed for `domain`.
    ///
    /// @throws P2pException blaming the peer where it is not
    public Bytes open(String domain, Bytes expectedType) throws P2pException {
        if (!payloadType.equals(expectedType)) {
            throw P2pException.peer("an envelope of payload type " + payloadType + ", expected " + expectedType);
        }
        if (!publicKey.verify(signed(domain, payloadType, unverifiedPayload), signature)) {
            throw P2pException.peer("an envelope that its sender did not sign for " + domain);
        }
        return unverifiedPayload;
    }

    private static Bytes signed(String domain, Bytes payloadType, Bytes payload) {
        return new Writer(2 * Limits.DEFAULT.envelopeBytesMax()).lengthPrefixed(Bytes.utf8(domain))
                .lengthPrefixed(payloadType).lengthPrefixed(payload).toBytes();
    }
}
