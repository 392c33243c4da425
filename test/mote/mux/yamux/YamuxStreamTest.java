package mote.mux.yamux;

import contract.DuplexContract;
import java.nio.ByteBuffer;
import mote.budget.Budget;
import mote.budget.Limits;
import mote.io.MemoryPipe;
import mote.mux.Session;
import mote.mux.Stream;
import mote.task.Clock;
import mote.task.Scope;
import org.junit.jupiter.api.AfterEach;

final class YamuxStreamTest extends DuplexContract {

    private final Scope scope = new Scope("test", Thread.ofVirtual().factory(), Clock.system());
    private Session dialer;
    private Session listener;

    @Override
    protected Pair pair() throws Exception {
        MemoryPipe pipe = MemoryPipe.create();
        dialer = new Yamux().start(pipe.left(), true, "listener", scope, new Budget("dialer", Limits.CONNECTION));
        listener = new Yamux().start(pipe.right(), false, "dialer", scope, new Budget("listener", Limits.CONNECTION));
        Stream opened = dialer.open();
        opened.write(ByteBuffer.allocate(1));
        Stream accepted = listener.accept();
        accepted.read(ByteBuffer.allocate(1));
        return new Pair(opened, accepted);
    }

    @AfterEach
    void end() {
        dialer.close();
        listener.close();
        scope.close();
    }
}
