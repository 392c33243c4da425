package mote.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import mote.bytes.Bytes;
import org.junit.jupiter.api.Test;

/// Every operation against BigInteger, on numbers at the edges and at random.
final class FieldElementTest {

    private static final BigInteger P = BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));

    @Test
    void writesTheOneEncodingOfEveryNumber() {
        for (BigInteger n : numbers()) {
            assertEquals(n.mod(P), number(element(n)), n::toString);
        }
    }

    @Test
    void computesModuloP() {
        for (BigInteger n : numbers()) {
            for (BigInteger m : numbers()) {
                FieldElement a = element(n);
                FieldElement b = element(m);
                assertEquals(n.add(m).mod(P), number(new FieldElement().sum(a, b)));
                assertEquals(n.subtract(m).mod(P), number(new FieldElement().difference(a, b)));
                assertEquals(n.multiply(m).mod(P), number(new FieldElement().product(a, b)));
            }
            assertEquals(n.pow(2).mod(P), number(new FieldElement().square(element(n))));
        }
    }

    /// Four times the largest number, with either sign, has limbs of nearly 2^53 in magnitude.
    @Test
    void multipliesLimbsOfTheLargestMagnitudeAllowed() {
        BigInteger largest = BigInteger.ONE.shiftLeft(255).subtract(BigInteger.ONE);
        FieldElement once = element(largest);
        FieldElement plus = new FieldElement().sum(once, once);
        plus.sum(plus, plus);
        FieldElement minus = new FieldElement().difference(FieldElement.ZERO, plus);
        BigInteger square = largest.multiply(BigInteger.valueOf(4)).pow(2);
        assertEquals(square.mod(P), number(new FieldElement().product(plus, plus)));
        assertEquals(square.mod(P), number(new FieldElement().product(minus, minus)));
        assertEquals(square.negate().mod(P), number(new FieldElement().product(plus, minus)));
        assertEquals(square.mod(P), number(new FieldElement().square(plus)));
        assertEquals(square.mod(P), number(new FieldElement().square(minus)));
        assertEquals(largest.multiply(BigInteger.valueOf(-4)).mod(P), number(minus));
    }

    @Test
    void dividesAndRaisesToTheRootPower() {
        BigInteger power = P.subtract(BigInteger.valueOf(5)).shiftRight(3);
        for (BigInteger n : numbers()) {
            if (n.mod(P).signum() != 0) {
                assertEquals(n.modInverse(P), number(element(n).inverse()));
            }
            assertEquals(n.modPow(power, P), number(element(n).rootPower()));
        }
    }

    @Test
    void mayOverwriteItsOperands() {
        BigInteger n = BigInteger.valueOf(12_345);
        FieldElement a = element(n);
        assertEquals(n.pow(2), number(a.product(a, a)));
        assertEquals(n.pow(4), number(a.square(a)));
        assertEquals(n.pow(4).shiftLeft(1), number(a.sum(a, a)));
        assertEquals(BigInteger.ZERO, number(a.difference(a, a)));
    }

    private static List<BigInteger> numbers() {
        List<BigInteger> numbers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            numbers.add(BigInteger.valueOf(i));
            numbers.add(P.subtract(BigInteger.valueOf(i)));
            numbers.add(P.add(BigInteger.valueOf(i)));
            numbers.add(BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(i + 1)));
            numbers.add(BigInteger.ONE.shiftLeft(51 * (i + 1)).subtract(BigInteger.ONE));
        }
        Random random = new Random(11);
        for (int i = 0; i < 40; i++) {
            numbers.add(new BigInteger(255, random));
        }
        return numbers;
    }

    private static FieldElement element(BigInteger n) {
        byte[] encoded = new byte[32];
        for (int i = 0; i < 32; i++) {
            encoded[i] = n.shiftRight(8 * i).byteValue();
        }
        return FieldElement.decode(Bytes.copyOf(encoded));
    }

    private static BigInteger number(FieldElement element) {
        BigInteger number = BigInteger.ZERO;
        for (int i = 31; i >= 0; i--) {
            number = number.shiftLeft(8).or(BigInteger.valueOf(element.encode().at(i)));
        }
        return number;
    }
}
