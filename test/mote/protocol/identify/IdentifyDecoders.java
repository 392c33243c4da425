package mote.protocol.identify;

import static org.junit.jupiter.api.Assertions.assertTrue;

import fuzz.Decoder;
import fuzz.Grammar;
import java.util.List;
import mote.bytes.Bytes;

/// The decoders of this package.
public final class IdentifyDecoders {

    private IdentifyDecoders() {
    }

    public static List<Decoder<?>> all() {
        return List.of(Decoder.of("mote.protocol.identify.IdentifyMessage.decode", IdentifyMessage::decode,
                "", "0a0508011220aa1208047f0000010610e11a022f6122040102030a2a0176320161420101", "1a022f612a0176")
                .encoding(IdentifyDecoders::encode).grammar(Grammar::protobuf));
    }

    private static Bytes encode(IdentifyMessage message) {
        assertTrue(message.listenAddresses().size() <= Limits.DEFAULT.addressesMax());
        assertTrue(message.protocols().size() <= Limits.DEFAULT.protocolsMax());
        return message.encode();
    }
}
