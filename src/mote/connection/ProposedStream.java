package mote.connection;

import module java.base;
import mote.mux.*;
import mote.negotiate.*;
import mote.task.*;

/// A stream on which one protocol was proposed without waiting for the answer ([LazyDuplex]). Whoever needs the answer
/// waits for it no longer than a limit. Until it was read nothing may end the reading half, since some listeners then
/// cannot answer: closing the stream before gives it up, and is a reset.
final class ProposedStream implements Stream {

    private final Stream stream;
    private final ProtocolId protocol;
    private final Clock clock;
    private final Duration answer;
    private final LazyDuplex proposed;
    private volatile boolean unwanted;

    /// @param answer time for the answer, from when it is needed
    ProposedStream(Stream stream, ProtocolId protocol, Clock clock, Duration answer) {
        this.stream = stream;
        this.protocol = protocol;
        this.clock = clock;
        this.answer = answer;
        this.proposed = Multistream.propose(stream, protocol);
    }

    @Override
    public long id() { return stream.id(); }

    @Override
    public boolean isInbound() { return stream.isInbound(); }

    @Override
    public int read(ByteBuffer dst) throws IOException {
        agree();
        return stream.read(dst);
    }

    @Override
    public void writeAll(ByteBuffer... parts) throws IOException { proposed.writeAll(parts); }

    @Override
    public void closeWrite() throws IOException {
        agree();
        stream.closeWrite();
    }

    @Override
    public void stopReading(long code) {
        unwanted = true;
        if (proposed.isAgreed()) stream.stopReading(code);
    }

    @Override
    public void reset(long code) { stream.reset(code); }

    @Override
    public boolean isOpen() { return stream.isOpen(); }

    @Override
    public void close() {
        if (proposed.isAgreed()) {
            stream.close();
        } else {
            stream.reset(0);
        }
    }

    private void agree() throws IOException {
        if (proposed.isAgreed()) return;
        Deadline.within(clock, answer, "agreeing on " + protocol, () -> stream.reset(0), () -> {
            proposed.agree();
            return null;
        });
        if (unwanted) stream.stopReading(0);
    }
}
