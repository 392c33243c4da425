package mote.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void writesFieldsInTheOrderTheyArePut() {
        assertEquals("{\"event\":\"reply\",\"seq\":1,\"ms\":0.412}",
                Json.event("reply").put("seq", 1).put("ms", new BigDecimal("0.412")).toString());
    }

    @Test
    void writesArraysOfTexts() {
        assertEquals("{\"none\":[],\"one\":[\"a\"],\"two\":[\"a\",\"b\"]}",
                new Json().put("none", List.of()).put("one", List.of("a")).put("two", List.of("a", "b")).toString());
    }

    @Test
    void writesNullForWhatIsMissing() {
        assertEquals("{\"text\":null,\"number\":null}",
                new Json().put("text", (String) null).put("number", (BigDecimal) null).toString());
    }

    @Test
    void writesSmallNumbersWithoutExponents() {
        assertEquals("{\"n\":0.0000001}", new Json().put("n", new BigDecimal("1E-7")).toString());
    }

    @Test
    void writesAnObjectWithoutFields() {
        assertEquals("{}", new Json().toString());
    }
}
