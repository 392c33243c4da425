package mote.protocol.identify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import mote.bytes.Bytes;
import mote.bytes.P2pException;
import mote.protobuf.ProtoWriter;
import org.junit.jupiter.api.Test;

class IdentifyMessageTest {

    private static final IdentifyMessage FULL = new IdentifyMessage(Optional.of(Bytes.ofHex("08011220aa")),
            List.of(Bytes.ofHex("047f0000010610e1"), Bytes.ofHex("04c00002070610e1")),
            List.of("/ipfs/ping/1.0.0", "/ipfs/id/1.0.0"), Optional.of(Bytes.ofHex("047f000001061f90")),
            Optional.of("ipfs/0.1.0"), Optional.of("mote/1"), Optional.of(Bytes.ofHex("0a0b0c")));

    @Test
    void readsWhatItWrites() throws Exception {
        assertEquals(FULL, IdentifyMessage.decode(FULL.encode()));
        var empty = new IdentifyMessage(Optional.empty(), List.of(), List.of(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty());
        assertEquals(empty, IdentifyMessage.decode(Bytes.EMPTY));
    }

    @Test
    void writesFieldsInTheOrderOfTheirNumbers() {
        var small = new IdentifyMessage(Optional.empty(), List.of(), List.of("/a"), Optional.empty(), Optional.of("v"),
                Optional.empty(), Optional.empty());

        // field 3, 2 bytes, "/a"; field 5, 1 byte, "v"
        assertEquals("1a022f61" + "2a0176", small.encode().hex());
    }

    @Test
    void joinsTheMessagesThatOneAnswerIsSplitInto() throws Exception {
        var first = new ProtoWriter(100).string(3, "/a").string(6, "agent").toBytes();
        var second = new ProtoWriter(100).string(3, "/b").bytes(8, Bytes.ofHex("01")).toBytes();

        var joined = IdentifyMessage.decode(first.concat(second));

        assertEquals(List.of("/a", "/b"), joined.protocols());
        assertEquals(Optional.of("agent"), joined.agentVersion());
        assertEquals(Optional.of(Bytes.ofHex("01")), joined.signedPeerRecord());
    }

    @Test
    void skipsFieldsThatItDoesNotKnow() throws Exception {
        var later = new ProtoWriter(100).string(3, "/a").uint64(7, 9).bytes(99, Bytes.ofHex("ff")).toBytes();

        assertEquals(List.of("/a"), IdentifyMessage.decode(later).protocols());
    }

    @Test
    void refusesMoreThanFiveHundredAddresses() {
        var out = new ProtoWriter(10_000);
        for (int i = 0; i < 501; i++) {
            out.bytes(2, Bytes.ofHex("047f0000010610e1"));
        }

        var refusal = assertThrows(P2pException.class, () -> IdentifyMessage.decode(out.toBytes()));
        assertTrue(refusal.getMessage().contains("500"), refusal.getMessage());
    }

    @Test
    void refusesMoreThanAThousandAndTwentyFourProtocolsInAllMessagesTogether() throws Exception {
        var joined = Bytes.EMPTY;
        var part = new ProtoWriter(10_000);
        for (int i = 0; i < 200; i++) {
            part.string(3, "/p");
        }
        for (int i = 0; i < 5; i++) {
            joined = joined.concat(part.toBytes());
        }

        var full = joined;
        assertEquals(1_000, IdentifyMessage.decode(full).protocols().size());
        assertThrows(P2pException.class, () -> IdentifyMessage.decode(full.concat(part.toBytes())));
    }
}
