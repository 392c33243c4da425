package fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mote.bytes.BytesDecoders;
import mote.bytes.Writer;
import mote.crypto.CryptoDecoders;
import mote.io.Frames;
import mote.multiaddr.MultiaddrDecoders;
import mote.mux.yamux.YamuxDecoders;
import mote.negotiate.NegotiateDecoders;
import mote.peer.PeerDecoders;
import mote.protobuf.ProtoDecoders;
import mote.protocol.identify.IdentifyDecoders;
import mote.record.RecordDecoders;
import mote.secure.noise.NoiseDecoders;
import mote.trace.TraceDecoders;

/// Every decoder of the source: whatever turns bytes or text of a peer into a value.
///
/// To add one: the package's tests have one public class that lists its decoders, `test/mote/mux/yamux/YamuxDecoders`,
/// so that decoders that are not public can be called; its list is added to [#all] below. A package with one public
/// decoder may have its line there.
///
/// ```java
/// public final class YamuxDecoders {
///     public static List<Decoder<?>> all() {
///         return List.of(
///                 Decoder.of("mote.mux.yamux.Header.decode", Header::decode, "000000010000000100000000")
///                         .encoding(Header::encode));
///     }
/// }
/// ```
///
/// Seeds are valid inputs, in hexadecimal ([Decoder#of], and [Decoder#ofPipe] for what reads a pipe) or as text
/// ([Decoder#ofText]), one for each shape that the decoder knows. [Decoder#encoding] adds the way back,
/// [Decoder#canonical] that there is one form only, [Decoder#grammar] what the inputs are made of, [Decoder#vectors]
/// inputs from files. Where a value has more to it (a list that may not be longer than a limit, say), the way back or
/// the decoder asserts that.
///
/// [DecodersTest] runs all of them, and fails where the source has one that no seed reaches. [SourceDecoders] says what
/// it takes for a decoder.
public final class Decoders {

    private Decoders() {
    }

    public static List<Decoder<?>> all() {
        var all = new ArrayList<Decoder<?>>();
        all.addAll(BytesDecoders.all());
        all.addAll(ProtoDecoders.all());
        all.addAll(IdentifyDecoders.all());
        all.addAll(MultiaddrDecoders.all());
        all.add(Decoder.ofPipe("mote.io.Frames.read", pipe -> Frames.read(pipe, 1_024), "00", "03616263")
                .encoding(body -> new Writer(2_048).lengthPrefixed(body).toBytes()));
        all.addAll(NegotiateDecoders.all());
        all.addAll(NoiseDecoders.all());
        all.addAll(CryptoDecoders.all());
        all.addAll(PeerDecoders.all());
        all.addAll(RecordDecoders.all());
        all.addAll(YamuxDecoders.all());
        all.addAll(TraceDecoders.all());
        return all;
    }

    /// What looks like a decoder ([SourceDecoders] says how) and is none, by the beginning of its name, each with the
    /// reason.
    public static Map<String, String> exempt() {
        return Map.ofEntries(
                Map.entry("mote.cli.", "what the user typed or wrote, not a peer"),
                Map.entry("mote.crypto.KeyFile.", "the owner's files; what is in them is read by Pem and Identity"),
                Map.entry("mote.io.Frames.write(", "writes"),
                Map.entry("mote.mux.yamux.Inbox.", "acts on frames that Frame has read"),
                Map.entry("mote.mux.yamux.Patience.", "counts"),
                Map.entry("mote.secure.noise.CipherState.encrypt", "encrypts"),
                Map.entry("mote.secure.noise.Noise.", "exchanges messages that HandshakeState reads"),
                Map.entry("mote.trace.TracedSecurity.", "passes on"),
                Map.entry("mote.transport.Names.", "what the system's resolver says"));
    }
}
