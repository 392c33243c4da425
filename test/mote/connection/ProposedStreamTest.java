package mote.connection;

import contract.Background;
import contract.DuplexContract;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import mote.budget.Budget;
import mote.io.MemoryPipe;
import mote.mux.Session;
import mote.mux.Stream;
import mote.mux.yamux.Yamux;
import mote.negotiate.Multistream;
import mote.negotiate.ProtocolId;
import mote.task.Clock;
import mote.task.Scope;
import org.junit.jupiter.api.AfterEach;

/// Once the answer has come, a stream on which a protocol was proposed is the stream underneath.
final class ProposedStreamTest extends DuplexContract {

    private static final ProtocolId ECHO = new ProtocolId("/echo");

    private final Scope scope = new Scope("test", Thread.ofVirtual().factory(), Clock.system());

    @Override
    protected Pair pair() throws Exception {
        MemoryPipe pipe = MemoryPipe.create();
        Session dialer = new Yamux().start(pipe.left(), true, "listener", scope, budget("dialer"));
        Session listener = new Yamux().start(pipe.right(), false, "dialer", scope, budget("listener"));
        var proposed = new ProposedStream(dialer.open(), ECHO, Clock.system(), Limits.DEFAULT.negotiation());
        var accepted = new ArrayBlockingQueue<Stream>(1);
        Background answer = Background.run(() -> {
            Stream stream = listener.accept();
            Multistream.answer(stream, List.of(ECHO));
            accepted.add(stream);
        });
        proposed.read(ByteBuffer.allocate(0));
        answer.join();
        return new Pair(proposed, accepted.take());
    }

    @AfterEach
    void closeScope() {
        scope.close();
    }

    private static Budget budget(String name) {
        return new Budget(name, mote.budget.Limits.CONNECTION);
    }
}
