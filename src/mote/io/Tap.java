package mote.io;

import module java.base;
import mote.bytes.*;

/// A pipe that passes everything on, and shows each piece to a sink: every byte that the pipe underneath carries, once
/// and in order. What is read is shown after it came, what is written before it goes, so that a question is always
/// shown before its answer.
///
/// @param pipe the one underneath
/// @param sink is shown what passes by
public record Tap(Duplex pipe, Sink sink) implements Duplex {

    /// Which way a piece went.
    public enum Direction { IN, OUT }

    /// Takes what passes by. It is called by the thread that reads and by the one that writes, at the same time where
    /// these are two.
    @FunctionalInterface public interface Sink {
        /// What one read brought or one write took.
        void piece(Direction direction, Bytes piece);
    }

    @Override
    public int read(ByteBuffer dst) throws IOException {
        int from = dst.position();
        int count = pipe.read(dst);
        if (count > 0) sink.piece(Direction.IN, Bytes.copyOf(dst.slice(from, count)));
        return count;
    }

    @Override
    public void writeAll(ByteBuffer... parts) throws IOException {
        for (ByteBuffer part : parts) {
            if (part.hasRemaining()) sink.piece(Direction.OUT, Bytes.copyOf(part.slice()));
        }
        pipe.writeAll(parts);
    }

    @Override public void closeWrite() throws IOException { pipe.closeWrite(); }

    @Override public boolean isOpen() { return pipe.isOpen(); }

    @Override public void close() { pipe.close(); }
}
