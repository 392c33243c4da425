package mote.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import contract.DuplexContract;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import mote.io.Duplex;
import mote.negotiate.Multistream;
import mote.negotiate.ProtocolId;
import mote.task.Clock;
import mote.transport.PipeLink;
import org.junit.jupiter.api.Test;

final class TracedLinkTest extends DuplexContract {

    private final List<String> seen = new ArrayList<>();
    private final Trace trace = new Trace(Clock.system(), message -> seen.add(message.direction() + " "
            + message.kind()));

    @Override
    protected Pair pair() throws IOException {
        PipeLink[] links = PipeLink.pair();
        return new Pair(trace.watch(links[0], true), links[1]);
    }

    @Test
    void showsItsBeginningAndBothEnds() throws IOException {
        PipeLink[] links = PipeLink.pair();
        TracedLink link = trace.watch(links[0], true);
        links[1].closeWrite();
        link.read(ByteBuffer.allocate(1));
        link.read(ByteBuffer.allocate(1));
        link.closeWrite();
        link.close();
        link.close();
        assertEquals(List.of("OUT TCP_OPEN", "IN TCP_FIN", "OUT TCP_FIN", "OUT TCP_CLOSE"),
                seen.subList(1, seen.size()));
    }

    @Test
    void isFoundUnderProposalThatWaitsForItsAnswer() throws IOException {
        Duplex link = trace.watch(PipeLink.pair()[0], true);
        assertEquals(TracedLink.traceOf(link),
                TracedLink.traceOf(Multistream.propose(link, new ProtocolId("/noise"))));
    }
}
