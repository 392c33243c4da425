package mote.record;

import mote.bytes.Bytes;
import mote.bytes.P2pException;
import mote.bytes.Writer;
import mote.crypto.Identity;
import mote.crypto.PublicKey;
import mote.protobuf.ProtoReader;
import mote.protobuf.ProtoWriter;

/// Something signed, with who signed it.
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
/// The signature is over the domain, the type and the payload, each preceded by its length as a varint. The domain is
/// not in the envelope: whoever reads it must know what it is for, so that a signature made for one purpose is of no
/// use for another.
///
/// @param publicKey who signed
/// @param payloadType what the payload is, as multicodec bytes
/// @param payload what was signed
/// @param signature not proven by the record itself: see [#opens]
/// @see <a href="https://github.com/libp2p/specs/blob/master/RFC/0002-signed-envelopes.md">spec: RFC 0002</a>
public record Envelope(PublicKey publicKey, Bytes payloadType, Bytes payload, Bytes signature) {

    /// Signs `payload`.
    public static Envelope seal(Identity identity, String domain, Bytes payloadType, Bytes payload) {
        Bytes signature = identity.sign(signed(domain, payloadType, payload));
        return new Envelope(identity.publicKey(), payloadType, payload, signature);
    }

    /// Reads an envelope. Its signature is not verified here: see [#opens].
    public static Envelope decode(Bytes encoded) throws P2pException {
        Bytes key = Bytes.EMPTY;
        Bytes type = Bytes.EMPTY;
        Bytes payload = Bytes.EMPTY;
        Bytes signature = Bytes.EMPTY;
        if (encoded.length() > Limits.DEFAULT.envelopeBytesMax()) {
            throw P2pException.peer("an envelope of " + encoded.length() + " bytes");
        }
        var fields = new ProtoReader(encoded);
        while (fields.next()) {
            switch (fields.field()) {
                case 1 -> key = fields.bytes();
                case 2 -> type = fields.bytes();
                case 3 -> payload = fields.bytes();
                case 5 -> signature = fields.bytes();
                default -> { }
            }
        }
        return new Envelope(PublicKey.decode(key), type, payload, signature);
    }

    public Bytes encode() {
        return new ProtoWriter(Limits.DEFAULT.envelopeBytesMax()).bytes(1, publicKey.encode()).bytes(2, payloadType)
                .bytes(3, payload).bytes(5, signature).toBytes();
    }

    /// Whether this is a payload of type `expectedType` that the owner of the key signed for `domain`.
    public boolean opens(String domain, Bytes expectedType) {
        return payloadType.equals(expectedType) && publicKey.verify(signed(domain, payloadType, payload), signature);
    }

    private static Bytes signed(String domain, Bytes payloadType, Bytes payload) {
        return new Writer(Integer.MAX_VALUE).lengthPrefixed(Bytes.utf8(domain)).lengthPrefixed(payloadType)
                .lengthPrefixed(payload).toBytes();
    }
}
