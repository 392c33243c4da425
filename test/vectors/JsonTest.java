package vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import mote.bytes.Bytes;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void readsAllKindsOfValues() {
        Json json = Json.parse("""
                {"a": [1, -2, true, false, null], "b": {"c": "\\u00e4\\n\\"\\\\", "d": "0aff"}, "e": {}, "f": []}
                """);
        assertEquals(List.of("a", "b", "e", "f"), json.keys());
        assertEquals(-2, json.at("a").list().get(1).number());
        assertTrue(json.at("a").list().get(2).bool());
        assertTrue(json.at("a").list().get(4).isNull());
        assertEquals("ä\n\"\\", json.at("b").text("c"));
        assertEquals(Bytes.ofHex("0aff"), json.at("b").hex("d"));
        assertEquals(List.of(), json.at("f").list());
        assertThrows(IllegalArgumentException.class, () -> Json.parse("{} x"));
    }

    @Test
    void readsEveryVectorFile() throws IOException {
        Path folder = Vectors.path("");
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
            assertTrue(found.size() > 20, found.toString());
            found.forEach(file -> Vectors.json(folder.relativize(file).toString()));
        }
    }
}
