package mote.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void readsAllKindsOfValues() {
        Json json = Json.parse("""
                {"a": [1, -2, 1.5e1, true, false, null], "b": {"c": "\\u00e4\\n\\"\\\\", "d": "0aff"}, "e": {}, "f": []}
                """);
        assertEquals(List.of("a", "b", "e", "f"), json.keys());
        assertEquals(-2, json.get("a").at(1).number());
        assertEquals(15.0, json.get("a").at(2).value());
        assertTrue(json.get("a").at(3).bool());
        assertEquals("ä\n\"\\", json.get("b").get("c").text());
        assertEquals(Bytes.ofHex("0aff"), json.get("b").get("d").hex());
        assertEquals(List.of(), json.get("f").list());
        assertThrows(IllegalStateException.class, () -> json.get("g"));
        assertThrows(IllegalStateException.class, () -> json.get("a").text());
        assertThrows(IllegalStateException.class, () -> Json.parse("{} x"));
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
