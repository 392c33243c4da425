package mote.protocol.identify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fuzz.Decoder;
import fuzz.Grammar;
import java.util.List;
import mote.bytes.Bytes;
import mote.protobuf.ProtoWriter;

/// The decoders of this package.
public final class IdentifyDecoders {

    private IdentifyDecoders() {
    }

    public static List<Decoder<?>> all() {
        return List.of(Decoder.of("mote.protocol.identify.IdentifyMessage.decode", IdentifyMessage::decode,
                "", "0a0508011220aa1208047f0000010610e11a022f6122040102030a2a0176320161420101", "1a022f612a0176")
                .encoding(IdentifyDecoders::encode).grammar(Grammar::protobuf));
    }

    /// Whatever its length: a peer's message may be longer than those that are sent.
    private static Bytes encode(IdentifyMessage message) {
        assertTrue(message.listenAddresses().size() <= Limits.DEFAULT.addressesMax());
        assertTrue(message.protocols().size() <= Limits.DEFAULT.protocolsMax());
        var out = new ProtoWriter(1 << 20);
        message.publicKey().ifPresent(key -> out.bytes(1, key));
        message.listenAddresses().forEach(address -> out.bytes(2, address));
        message.protocols().forEach(id -> out.string(3, id));
        message.observedAddress().ifPresent(address -> out.bytes(4, address));
        message.protocolVersion().ifPresent(version -> out.string(5, version));
        message.agentVersion().ifPresent(agent -> out.string(6, agent));
        message.signedPeerRecord().ifPresent(signed -> out.bytes(8, signed));
        if (out.toBytes().length() <= Limits.DEFAULT.sentBytesMax()) {
            assertEquals(out.toBytes(), message.encode());
        }
        return out.toBytes();
    }
}
