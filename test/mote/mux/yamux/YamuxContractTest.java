package mote.mux.yamux;

import contract.Breakable;
import contract.MuxerContract;
import java.util.List;
import mote.budget.Budget;
import mote.io.MemoryPipe;
import mote.mux.Session;
import mote.task.Clock;
import mote.task.Scope;
import org.junit.jupiter.api.AfterEach;

final class YamuxContractTest extends MuxerContract {

    private final Scope scope = new Scope("test", Thread.ofVirtual().factory(), Clock.system());
    private final MemoryPipe pipe = MemoryPipe.create();
    private final Breakable left = new Breakable(pipe.left());
    private final Breakable right = new Breakable(pipe.right());

    @Override
    protected List<Session> connect(Budget dialerBudget, Budget listenerBudget) {
        return List.of(new Yamux().start(left, true, "listener", scope, dialerBudget),
                new Yamux().start(right, false, "dialer", scope, listenerBudget));
    }

    @Override
    protected void cut() {
        Breakable.cut(left, right);
    }

    @Override
    protected int opensUnaccepted() {
        return Limits.DEFAULT.streamsUnacknowledged();
    }

    @Override
    protected boolean carriesCodes() {
        return true;
    }

    @AfterEach
    void endThreads() {
        scope.close();
    }
}
