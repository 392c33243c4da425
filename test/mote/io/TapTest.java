package mote.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import contract.DuplexContract;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import mote.bytes.Bytes;
import org.junit.jupiter.api.Test;

final class TapTest extends DuplexContract {

    @Override
    protected Pair pair() {
        MemoryPipe pipe = MemoryPipe.create();
        return new Pair(new Tap(pipe.left(), (_, _) -> { }), pipe.right());
    }

    @Test
    void showsEveryPieceWithItsDirection() throws Exception {
        List<String> seen = new ArrayList<>();
        MemoryPipe pipe = MemoryPipe.create();
        var tap = new Tap(pipe.left(), (direction, piece) -> seen.add(direction + " " + piece));
        tap.writeAll(Bytes.ofHex("0102").buffer(), ByteBuffer.allocate(0), Bytes.ofHex("03").buffer());
        pipe.right().write(Bytes.ofHex("0a0b0c").buffer());
        ByteBuffer dst = ByteBuffer.allocate(8).position(3).limit(5);
        tap.read(dst);
        tap.read(dst.limit(8));
        assertEquals(List.of("OUT 0102", "OUT 03", "IN 0a0b", "IN 0c"), seen);
    }
}
