package mote.connection;

import module java.base;
import mote.mux.*;
import mote.negotiate.*;
import mote.task.*;

/// A stream on which one protocol was proposed without waiting for the answer ([LazyDuplex]). Whoever needs the answer
/// waits for it no longer than a limit. Until it was read nothing may end the reading half, since some listeners then
/// cannot answer: closing the stream before gives it up, and is a reset.
final class ProposedStream extends LazyDuplex implements Stream {

    private final Stream stream;
    private final Clock clock;
    private final Duration answer;
    private volatile boolean unwanted;

    /// @param answer time for the answer, from when it is needed
    ProposedStream(Stream stream, ProtocolId protocol, Clock clock, Duration answer) {
        super(stream, protocol);
        this.stream = stream;
        this.clock = clock;
        this.answer = answer;
    }

    @Override
    public void agree() throws IOException {
        if (isAgreed()) return;
        stream.within(clock, answer, "agreeing on " + proposal(), () -> {
            super.agree();
            return null;
        });
        if (unwanted) stream.stopReading(0);
    }

    @Override public long id() { return stream.id(); }

    @Override public boolean isInbound() { return stream.isInbound(); }

    @Override
    public void stopReading(long code) {
        unwanted = true;
        if (isAgreed()) stream.stopReading(code);
    }

    @Override public void reset(long code) { stream.reset(code); }

    @Override
    public void close() {
        if (isAgreed()) {
            stream.close();
        } else {
            stream.reset(0);
        }
    }
}
