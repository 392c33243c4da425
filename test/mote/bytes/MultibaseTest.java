package mote.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import vectors.Vectors;

class MultibaseTest {

    private static final Map<String, Base> BUILT = Map.of("base16", Base.BASE16, "base32", Base.BASE32,
            "base36", Base.BASE36, "base58btc", Base.BASE58BTC, "base64url", Base.BASE64URL);

    @Test
    void writesHelloInEveryBase() {
        Bytes hello = Bytes.utf8("hello");
        assertEquals("f68656c6c6f", Base.BASE16.encodeMultibase(hello));
        assertEquals("bnbswy3dp", Base.BASE32.encodeMultibase(hello));
        assertEquals("k5pzcszu7", Base.BASE36.encodeMultibase(hello));
        assertEquals("zCn8eVZg", Base.BASE58BTC.encodeMultibase(hello));
        assertEquals("uaGVsbG8", Base.BASE64URL.encodeMultibase(hello));
    }

    @ParameterizedTest
    @ValueSource(strings = {"basic.csv", "leading_zero.csv", "two_leading_zeros.csv", "case_insensitivity.csv"})
    void agreesWithTheVectors(String file) throws P2pException {
        var lines = Vectors.text("multibase/" + file).lines().toList();
        Bytes plain = Bytes.utf8(text(lines.getFirst()).replace("\\x00", "\0"));
        boolean canonical = !file.startsWith("case");
        int read = 0;
        int others = 0;
        for (String line : lines.subList(1, lines.size())) {
            String name = line.substring(0, line.indexOf(','));
            String text = text(line);
            Base base = BUILT.get(name.replace("upper", ""));
            if (base == null) {
                assertThrows(P2pException.class, () -> Base.decodeMultibase(text), line);
                others++;
                continue;
            }
            assertEquals(plain, Base.decodeMultibase(text), line);
            if (canonical && BUILT.containsKey(name)) {
                assertEquals(text, base.encodeMultibase(plain), line);
            }
            read++;
        }
        assertEquals(canonical ? 8 : 6, read);
        System.out.println("multibase/" + file + ": " + read + " rows read, " + others + " of other bases refused");
    }

    @ParameterizedTest
    @EnumSource
    void readsWhatItWrote(Base base) throws P2pException {
        var random = new Random(7);
        for (int length = 0; length < 80; length++) {
            byte[] array = new byte[length];
            random.nextBytes(array);
            for (int zeros = 0; zeros <= Math.min(length, 2); zeros++) {
                Bytes bytes = Bytes.copyOf(array);
                assertEquals(bytes, base.decode(base.encode(bytes)));
                assertEquals(bytes, Base.decodeMultibase(base.encodeMultibase(bytes)));
                if (zeros < length) {
                    array[zeros] = 0;
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1abc", "f0", "fzz", "f0g", "b1", "ba", "bbbb", "zI", "z0", "zl", "uA", "uAA=",
            "uA+", "k-", "k+1", "fé", "b\u017f", "\u212a5pzcszu7", "k\u212a", "z\u0661", "🚀"})
    void refusesWhatIsNotMultibase(String text) {
        assertThrows(P2pException.class, () -> Base.decodeMultibase(text));
    }

    @Test
    void ignoresBitsBeyondTheLastByte() throws P2pException {
        assertEquals(Base.decodeMultibase("bma"), Base.decodeMultibase("bmb"));
        assertEquals(Base.decodeMultibase("uAA"), Base.decodeMultibase("uAB"));
    }

    @Test
    void refusesMoreDigitsThanAllowed() throws P2pException {
        int max = Limits.DEFAULT.digits();
        assertEquals(max, Base.BASE58BTC.decode("1".repeat(max)).length());
        assertThrows(P2pException.class, () -> Base.BASE58BTC.decode("z".repeat(max + 1)));
        assertThrows(P2pException.class, () -> Base.BASE36.decode("z".repeat(max + 1)));
        assertEquals(max, Base.BASE16.decode("00".repeat(max)).length());
    }

    private static String text(String line) {
        return line.substring(line.indexOf('"') + 1, line.lastIndexOf('"'));
    }
}
