package mote.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class NafTest {

    @Test
    void digitsSumToTheScalarAndStandFarApart() {
        Random random = new Random(3);
        for (int i = 0; i < 300; i++) {
            BigInteger k = i < 100 ? BigInteger.valueOf(i)
                    : i < 120 ? BigInteger.ONE.shiftLeft(i + 136).subtract(BigInteger.ONE)
                    : new BigInteger(256, random);
            byte[] digits = Naf.digits(k);
            assertTrue(digits.length <= k.bitLength() + 1);
            BigInteger sum = BigInteger.ZERO;
            int last = -Naf.WIDTH;
            for (int j = 0; j < digits.length; j++) {
                sum = sum.add(BigInteger.valueOf(digits[j]).shiftLeft(j));
                if (digits[j] != 0) {
                    assertTrue((digits[j] & 1) == 1 && Math.abs(digits[j]) < 16, "digit " + digits[j]);
                    assertTrue(j - last >= Naf.WIDTH, "digits at " + last + " and " + j);
                    last = j;
                }
            }
            assertEquals(k, sum);
        }
    }
}
