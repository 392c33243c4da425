package mote.crypto;

import fuzz.Decoder;
import fuzz.Grammar;
import java.util.ArrayList;
import java.util.List;
import mote.bytes.Bytes;
import mote.bytes.P2pException;
import mote.bytes.Reader;
import mote.bytes.Writer;
import vectors.Json;
import vectors.Vectors;

/// The decoders of this package, for the fuzzer.
public final class CryptoDecoders {

    private static final String SEED = "7e0830617c4a7de83925dfb2694556b12936c477a0e1feb2e148ec9da60fee7d";
    private static final String PUBLIC = "1ed1e8fae2c4a144b8be8fd4b47bf3d3b34b871c3cacf6010f0e42d474fce27e";

    private static final String SECP256K1 =
            "08021221037777e994e452c21604f91de093ce415f5432f701dd8cd1a7a6fea0e630bfca99";
    private static final String ECDSA = "0803125b3059301306072a8648ce3d020106082a8648ce3d03010703420004"
            + "de3d300fa36ae0e8f5d530899d83abab44abf3161f162a4bc901d8e6ecda020e"
            + "8b6d5f8da30525e71d6851510c098e5c47c646a597fb4dcec034e9f77c409e62";
    /// Any odd modulus will do.
    private static final String RSA = "080012a602" + "30820122" + "300d06092a864886f70d0101010500" + "0382010f00"
            + "3082010a" + "0282010100" + "f7".repeat(256) + "0203010001";
    private static final Bytes MESSAGE = Bytes.utf8("message");

    private CryptoDecoders() {
    }

    public static List<Decoder<?>> all() {
        Bytes pem = Bytes.copyOf(Pem.encode(new Identity(Bytes.ofHex(SEED).toArray())));
        return List.of(
                Decoder.of("mote.crypto.PublicKey.decode", PublicKey::decode, "08011220" + PUBLIC, SECP256K1,
                        ECDSA, RSA)
                        .encoding(PublicKey::encode).vectors(() -> keys("public"))
                        .grammar(Grammar::protobuf),
                Decoder.of("mote.crypto.PublicKey.verify", CryptoDecoders::verify, signed().hex(),
                        signed(SECP256K1, "3006020101020101").hex(), signed(ECDSA, "3006020101020101").hex(),
                        signed(RSA, "01".repeat(256)).hex()).grammar(Grammar::lengths).allocating(4 << 20),
                Decoder.of("mote.crypto.KeyMessage.decode", KeyMessage::decode, "0801120100", "08001200")
                        .encoding(KeyMessage::encode).vectors(() -> keys("private"))
                        .grammar(Grammar::protobuf),
                Decoder.of("mote.crypto.Identity.decode", input -> Identity.decode(input).publicKey(),
                        "08011240" + SEED + PUBLIC, "08011260" + SEED + PUBLIC + PUBLIC)
                        .vectors(() -> keys("private")).grammar(Grammar::protobuf),
                Decoder.of("mote.crypto.Pem.decode", input -> Pem.decode(input.toArray()).publicKey(),
                        pem.hex(), pem.slice(77).hex()).grammar(Grammar::text),
                Decoder.of("mote.crypto.Ecdsa.decodeSignature", Ecdsa::decodeSignature, "3006020101020101",
                        "300702020080020101").encoding(CryptoDecoders::encode).canonical()
                        .vectors(CryptoDecoders::signatures).grammar(Grammar::der));
    }

    /// The one form in DER of two numbers of at most 32 bytes.
    private static Bytes encode(Ecdsa.Signature signature) {
        Bytes r = Bytes.copyOf(signature.r().toByteArray());
        Bytes s = Bytes.copyOf(signature.s().toByteArray());
        return new Writer(128).u8(0x30).u8(4 + r.length() + s.length())
                .u8(2).lengthPrefixed(r).u8(2).lengthPrefixed(s).toBytes();
    }

    private static Bytes signed() {
        var identity = new Identity(Bytes.ofHex(SEED).toArray());
        return signed(identity.publicKey().encode().hex(), identity.sign(MESSAGE).hex());
    }

    private static Bytes signed(String key, String signature) {
        return new Writer(4_096).lengthPrefixed(Bytes.ofHex(key)).lengthPrefixed(MESSAGE)
                .lengthPrefixed(Bytes.ofHex(signature)).toBytes();
    }

    /// A key, what was signed, and a signature, which may be any bytes.
    private static Boolean verify(Bytes input) throws P2pException {
        var reader = new Reader(input);
        PublicKey key = PublicKey.decode(reader.lengthPrefixed(4_096));
        return key.verify(reader.lengthPrefixed(4_096), reader.lengthPrefixed(4_096));
    }

    private static List<Bytes> keys(String member) {
        List<Bytes> keys = new ArrayList<>();
        Json all = Vectors.json("libp2p-peer-id/keys.json");
        all.keys().forEach(name -> keys.add(all.at(name).hex(member)));
        return keys;
    }

    private static List<Bytes> signatures() {
        List<Bytes> signatures = new ArrayList<>();
        for (Json group : Vectors.json("wycheproof/ecdsa_secp256k1_sha256_test.json").at("testGroups").list()) {
            group.at("tests").list().forEach(test -> signatures.add(test.hex("sig")));
        }
        return signatures;
    }
}
