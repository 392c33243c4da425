package mote.negotiate;

import fuzz.Decoder;
import fuzz.Grammar;
import java.util.List;

/// The decoders of this package, for `fuzz.Decoders`.
public final class NegotiateDecoders {

    private static final String HEADER = "132f6d756c746973747265616d2f312e302e300a";
    private static final String NOISE = "072f6e6f6973650a";
    private static final ProtocolId ID = new ProtocolId("/noise");

    private NegotiateDecoders() {
    }

    public static List<Decoder<?>> all() {
        return List.of(
                Decoder.of("mote.negotiate.Lines.decode", Lines::decode, HEADER, NOISE, "036e610a",
                        "8101" + "2f".repeat(128) + "0a").grammar(Grammar::lengths),
                Decoder.ofPipe("mote.negotiate.Multistream.answer", pipe -> Multistream.answer(pipe, List.of(ID)),
                        HEADER + NOISE, HEADER + "036c730a" + NOISE).grammar(Grammar::lengths)
                        .allocating(Limits.DEFAULT.proposals() * 2_048L),
                Decoder.ofPipe("mote.negotiate.Multistream.select", pipe -> Multistream.select(pipe, List.of(ID)),
                        HEADER + NOISE).grammar(Grammar::lengths));
    }
}
