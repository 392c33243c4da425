package mote.protocol.identify;

import fuzz.Decoder;
import java.util.List;

/// The decoders of this package.
public final class IdentifyDecoders {

    private IdentifyDecoders() {
    }

    public static List<Decoder<?>> all() {
        return List.of(Decoder.of("mote.protocol.identify.IdentifyMessage.decode", IdentifyMessage::decode,
                "", "0a0508011220aa1208047f0000010610e11a022f6122040102030a2a0176320161420101", "1a022f612a0176")
                .encoding(IdentifyMessage::encode));
    }
}
