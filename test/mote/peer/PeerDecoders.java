package mote.peer;

import fuzz.Decoder;
import fuzz.Grammar;
import java.util.List;

/// The decoders of this package, for the fuzzer.
public final class PeerDecoders {

    private PeerDecoders() {
    }

    public static List<Decoder<?>> all() {
        return List.of(
                Decoder.of("mote.peer.PeerId.decode", PeerId::decode, "1220" + "ab".repeat(32),
                        "002408011220" + "cd".repeat(32), "0000").encoding(PeerId::multihash).canonical()
                        .grammar(Grammar::tagged),
                Decoder.ofText("mote.peer.PeerId.parse", PeerId::parse,
                        "12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA",
                        "QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N",
                        "bafzbeie5745rpv2m6tjyuugywy4d5ewrqgqqhfnf445he3omzpjbx5xqxe",
                        "k51qzi5uqu5dlkw8pxuw9qmqayfdeh4kfebhmreauqdc6a7c3y7d5i9fi8mk9w")
                        .printing(PeerId::toString));
    }
}
