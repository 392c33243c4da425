package mote.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import mote.bytes.Bytes;
import org.junit.jupiter.api.Test;

final class EdwardsPointTest {

    private static final BigInteger L = BigInteger.TWO.pow(252)
            .add(new BigInteger("27742317777372353535851937790883648493"));
    private static final String NEUTRAL = "01" + "00".repeat(31);

    /// The base point, of order L, and one of order 8.
    private static final EdwardsPoint.Multiple[] P = multiples("58" + "66".repeat(31));
    private static final EdwardsPoint.Multiple[] Q =
            multiples("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05");

    @Test
    void takesAsManyStepsAsTheNumbersSay() {
        List<BigInteger> numbers = new ArrayList<>();
        for (int i = 0; i < 34; i++) {
            numbers.add(BigInteger.valueOf(i));
        }
        Random random = new Random(3);
        for (int i = 0; i < 60; i++) {
            numbers.add(new BigInteger(255, random));
        }
        numbers.add(BigInteger.TWO.pow(255).subtract(BigInteger.ONE));
        numbers.add(L);
        for (BigInteger m : numbers) {
            BigInteger other = new BigInteger(252, random);
            assertEquals(sum(m.add(other).mod(L), P, BigInteger.ZERO, Q), sum(m, P, other, P), m::toString);
            assertEquals(sum(m.mod(L), P, other.mod(BigInteger.valueOf(8)), Q), sum(m, P, other, Q), m::toString);
        }
        assertEquals(NEUTRAL, sum(L, P, BigInteger.valueOf(8), Q));
    }

    @Test
    void addsThePointToItself() {
        EdwardsPoint sum = point(NEUTRAL);
        for (int i = 0; i < 40; i++) {
            BigInteger times = BigInteger.valueOf(i);
            assertEquals(sum.encodeOpposite().hex(), sum(times, P, BigInteger.ZERO, Q));
            assertEquals(sum.encodeOpposite().hex(), sum(BigInteger.ZERO, Q, times, P));
            sum.add(P[1]);
        }
    }

    private static String sum(BigInteger m, EdwardsPoint.Multiple[] p, BigInteger n, EdwardsPoint.Multiple[] q) {
        return EdwardsPoint.sum(m, p, n, q).encodeOpposite().hex();
    }

    private static EdwardsPoint.Multiple[] multiples(String hex) {
        return point(hex).multiples();
    }

    private static EdwardsPoint point(String hex) {
        return EdwardsPoint.decode(Bytes.ofHex(hex)).orElseThrow();
    }
}
