package mote.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.util.Random;
import mote.bytes.Bytes;
import mote.bytes.P2pException;
import mote.bytes.Writer;
import org.junit.jupiter.api.Test;
import vectors.Json;
import vectors.Vectors;

final class RsaTest {

    private static final String E = "010001";

    /// The one case that is "acceptable" has an algorithm without NULL, which the JDK takes.
    @Test
    void agreesWithWycheproof() throws Exception {
        int count = 0;
        for (int bits : new int[] {2048, 4096, 8192}) {
            String file = "wycheproof/rsa_signature_" + bits + "_sha256_test.json";
            for (Json group : Vectors.json(file).at("testGroups").list()) {
                PublicKey key = PublicKey.of(KeyType.RSA, group.hex("publicKeyDer"));
                for (Json test : group.at("tests").list()) {
                    assertEquals(!test.text("result").equals("invalid"),
                            key.verify(test.hex("msg"), test.hex("sig")), test::toString);
                    count++;
                }
            }
        }
        assertEquals(775, count);
    }

    @Test
    void takesModuliOf2048To8192Bits() throws Exception {
        for (int bits : new int[] {2_048, 3_000, 4_096, 8_191, 8_192}) {
            assertEquals(bits, Rsa.decode(key(modulus(bits), E)).getModulus().bitLength());
        }
        for (int bits : new int[] {17, 1_024, 2_047, 8_193, 16_384}) {
            assertRefused(key(modulus(bits), E));
        }
    }

    /// 2^20 bits, in 128 KiB: refused by their length, before a number is made of them.
    @Test
    void refusesAnEnormousModulusInNoTime() {
        Bytes key = key(modulus(1 << 20), E);
        assertRefused(key);
        var threads = ManagementFactory.getThreadMXBean();
        long cpu = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < 100; i++) {
            assertRefused(key);
        }
        cpu = threads.getCurrentThreadCpuTime() - cpu;
        assertTrue(cpu < 100_000_000, "100 refusals took " + cpu + " ns");
    }

    @Test
    void refusesExponentsThatAreOneEvenOrLong() throws Exception {
        BigInteger modulus = modulus(2_048);
        assertEquals(3, Rsa.decode(key(modulus, "03")).getPublicExponent().intValue());
        assertEquals(0x7fff_ffff, Rsa.decode(key(modulus, "7fffffff")).getPublicExponent().intValue());
        for (String exponent : new String[] {"00", "01", "02", "010000", "0100000001", "ff", "0003", ""}) {
            assertRefused(key(modulus, exponent));
        }
    }

    @Test
    void refusesEvenModuliAndNegativeOnes() {
        assertRefused(key(modulus(2_048).subtract(BigInteger.ONE), E));
        assertRefused(key(modulus(2_048).negate(), E));
    }

    @Test
    void refusesOtherAlgorithmsAndWhatIsLeftOver() {
        String hex = key(modulus(2_048), E).hex();
        assertRefused(Bytes.ofHex(hex.replace("2a864886f70d010101", "2a864886f70d01010a"))); // RSASSA-PSS
        assertRefused(Bytes.ofHex(hex + "00"));
        assertRefused(Bytes.ofHex(hex.substring(0, hex.length() - 2)));
        assertRefused(Bytes.EMPTY);
    }

    private static void assertRefused(Bytes key) {
        P2pException refusal = assertThrows(P2pException.class, () -> PublicKey.of(KeyType.RSA, key));
        assertEquals(P2pException.Blame.PEER, refusal.blame());
    }

    /// An odd number of `bits` bits, which is as good as a product of primes here.
    private static BigInteger modulus(int bits) {
        return new BigInteger(bits, new Random(bits)).setBit(bits - 1).setBit(0);
    }

    private static Bytes key(BigInteger modulus, String exponent) {
        Bytes numbers = element(0x30, element(0x02, Bytes.copyOf(modulus.toByteArray()))
                .concat(element(0x02, Bytes.ofHex(exponent))));
        return element(0x30, Bytes.ofHex("300d06092a864886f70d0101010500")
                .concat(element(0x03, Bytes.ofHex("00").concat(numbers))));
    }

    private static Bytes element(int tag, Bytes content) {
        Writer writer = new Writer(content.length() + 8).u8(tag);
        if (content.length() < 0x80) {
            writer.u8(content.length());
        } else if (content.length() < 0x100) {
            writer.u8(0x81).u8(content.length());
        } else if (content.length() < 0x1_0000) {
            writer.u8(0x82).u16(content.length());
        } else {
            writer.u8(0x84).u32(content.length());
        }
        return writer.bytes(content).toBytes();
    }
}
