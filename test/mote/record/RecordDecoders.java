package mote.record;

import fuzz.Decoder;
import fuzz.Grammar;
import java.util.List;
import java.util.Random;
import mote.bytes.Bytes;
import mote.crypto.Identity;
import mote.peer.PeerId;

/// The decoders of this package, for the fuzzer.
public final class RecordDecoders {

    private RecordDecoders() {
    }

    public static List<Decoder<?>> all() {
        Identity identity = Identity.generate(new Random(1));
        PeerRecord record = new PeerRecord(PeerId.of(identity.publicKey()), 7,
                List.of(Bytes.ofHex("04c0000201060fa1"), Bytes.EMPTY));
        return List.of(
                Decoder.of("mote.record.Envelope.decode", Envelope::decode, record.seal(identity).encode().hex())
                        .encoding(Envelope::encode).grammar(Grammar::protobuf),
                Decoder.of("mote.record.PeerRecord.open", input -> PeerRecord.open(Envelope.decode(input), true),
                        record.seal(identity).encode().hex()).grammar(Grammar::protobuf),
                Decoder.of("mote.record.PeerRecord.decode", PeerRecord::decode, record.encode().hex())
                        .encoding(PeerRecord::encode).grammar(Grammar::protobuf)
                        // What comes in an envelope, and still fits one where empty fields are written out.
                        .upTo(Limits.DEFAULT.envelopeBytesMax() - 2 * Limits.DEFAULT.addressesMax() - 16));
    }
}
