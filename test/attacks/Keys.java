package attacks;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import mote.bytes.Bytes;
import mote.bytes.Writer;
import mote.crypto.Identity;

/// Keys and signatures that are none, each in the form of the `PublicKey` message.
final class Keys {

    /// A key, and what is said to be its signature.
    record Signed(Bytes key, Bytes signature) { }

    private static final String RSA_OID = "300d06092a864886f70d0101010500";
    private static final String P256_OID = "301306072a8648ce3d020106082a8648ce3d030107";
    private static final BigInteger P256 = new BigInteger(
            "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
    /// The order of the group of Ed25519.
    private static final BigInteger L = BigInteger.TWO.pow(252)
            .add(new BigInteger("27742317777372353535851937790883648493"));

    private Keys() {
    }

    static List<Bytes> all() {
        var keys = new ArrayList<Bytes>();
        BigInteger e = BigInteger.valueOf(65_537);
        for (int bits : new int[] {17, 1_024, 2_047, 8_193, 16_384, 1 << 18}) {
            keys.add(rsa(modulus(bits), e));
        }
        keys.add(rsa(modulus(2_048), BigInteger.ONE));
        keys.add(rsa(modulus(2_048).clearBit(0), e));
        keys.add(rsa(modulus(2_048).negate(), e));
        keys.add(rsa(modulus(2_048), modulus(2_048)));
        keys.add(Bytes.ofHex("0800120a" + "30846000000002040000"));
        // Ed25519: nothing, too short, of small order, no point at all.
        keys.add(key(1, ""));
        keys.add(key(1, "00".repeat(31)));
        keys.add(key(1, "00".repeat(32)));
        keys.add(key(1, "01" + "00".repeat(31)));
        keys.add(key(1, "ff".repeat(32)));
        // Secp256k1: infinity, beyond the field, not on the curve, uncompressed.
        keys.add(key(2, "00"));
        keys.add(key(2, "00".repeat(33)));
        keys.add(key(2, "02" + "ff".repeat(32)));
        keys.add(key(2, "02" + "00".repeat(31) + "05"));
        keys.add(key(2, "04" + "11".repeat(64)));
        // P-256: infinity, (0, 0), beyond the field, not on the curve.
        keys.add(p256("00"));
        keys.add(p256("04" + "00".repeat(64)));
        keys.add(p256("04" + "ff".repeat(64)));
        keys.add(p256("04" + "11".repeat(64)));
        keys.add(p256("04" + P256.toString(16) + "00".repeat(32)));
        keys.add(key(7, "00"));
        return keys;
    }

    static List<Signed> signatures() {
        var signatures = new ArrayList<Signed>();
        Identity identity = Identity.generate(new Random(1));
        Bytes key = identity.publicKey().encode();
        Bytes good = identity.sign(Bytes.utf8("something else"));
        for (String bytes : List.of("", "00", "00".repeat(63), "00".repeat(64), "ff".repeat(64), "00".repeat(65),
                "01" + "00".repeat(63), good.hex(), good.slice(0, 32).hex() + withOrder(good.slice(32, 64)))) {
            signatures.add(new Signed(key, Bytes.ofHex(bytes)));
        }
        // A of small order: with it everything would be signed by 32 zero bytes, if verified without care.
        signatures.add(new Signed(key(1, "01" + "00".repeat(31)), Bytes.ofHex("02" + "00".repeat(63))));
        Bytes generator = key(2, "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798");
        Bytes generator256 = p256("046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
                + "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5");
        String order = "00fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";
        String order256 = "00ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";
        for (String der : List.of("", "3000", "3006020100020100", "3006020101020100", "3006020100020101",
                "30060201ff020101", "3006020101020101" + "00", "308006020101020101", "30070201010202000100",
                "3026" + "0221" + order + "020101", "3026" + "020101" + "0221" + order256, "30" + "ff".repeat(100))) {
            signatures.add(new Signed(generator, Bytes.ofHex(der)));
            signatures.add(new Signed(generator256, Bytes.ofHex(der)));
        }
        return signatures;
    }

    /// S + L, which an equation that is not checked for its range would take as well as S.
    private static String withOrder(Bytes s) {
        byte[] little = s.toArray();
        BigInteger value = new BigInteger(1, Bytes.copyOf(reversed(little)).toArray()).add(L);
        byte[] sum = reversed(new Writer(64).bytes(fixed(value)).toBytes().toArray());
        return Bytes.copyOf(sum).hex();
    }

    private static Bytes fixed(BigInteger value) {
        String hex = value.toString(16);
        return Bytes.ofHex("0".repeat(64 - hex.length()) + hex);
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] turned = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            turned[i] = bytes[bytes.length - 1 - i];
        }
        return turned;
    }

    private static Bytes key(int type, String data) {
        Bytes bytes = Bytes.ofHex(data);
        return new Writer(1 << 17).u8(8).u8(type).u8(0x12).lengthPrefixed(bytes).toBytes();
    }

    private static Bytes p256(String point) {
        return key(3, der("30", P256_OID + der("03", "00" + point)));
    }

    private static Bytes rsa(BigInteger modulus, BigInteger exponent) {
        String numbers = der("30", integer(modulus) + integer(exponent));
        return key(0, der("30", RSA_OID + der("03", "00" + numbers)));
    }

    private static BigInteger modulus(int bits) {
        return new BigInteger(bits, new Random(bits)).setBit(bits - 1).setBit(0);
    }

    private static String integer(BigInteger value) {
        return der("02", Bytes.copyOf(value.toByteArray()).hex());
    }

    private static String der(String tag, String content) {
        int length = content.length() / 2;
        String prefix = length < 128 ? "%02x".formatted(length) : length < 256 ? "81%02x".formatted(length)
                : length < 65_536 ? "82%04x".formatted(length) : "83%06x".formatted(length);
        return tag + prefix + content;
    }
}
