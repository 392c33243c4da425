package mote.mux.yamux;

import contract.Breakable;
import contract.MuxerContract;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.FutureTask;
import mote.budget.Budget;
import mote.crypto.Identity;
import mote.io.MemoryPipe;
import mote.mux.Session;
import mote.secure.SecureChannel;
import mote.secure.noise.Noise;
import mote.task.Clock;
import mote.task.Scope;
import org.junit.jupiter.api.AfterEach;

final class YamuxOverNoiseTest extends MuxerContract {

    private final Scope scope = new Scope("test", Thread.ofVirtual().factory(), Clock.system());
    private Breakable left;
    private Breakable right;

    @Override
    protected List<Session> connect(Budget dialerBudget, Budget listenerBudget) throws Exception {
        MemoryPipe pipe = MemoryPipe.create();
        left = new Breakable(pipe.left());
        right = new Breakable(pipe.right());
        var answered = new FutureTask<>(() -> noise(1).respond(right, List.of()));
        Thread.startVirtualThread(answered);
        SecureChannel dialled = noise(2).initiate(left, Optional.empty(), List.of());
        return List.of(new Yamux().start(dialled, true, "listener", scope, dialerBudget),
                new Yamux().start(answered.get(), false, "dialer", scope, listenerBudget));
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

    private static Noise noise(int seed) {
        var random = new Random(seed);
        return new Noise(Identity.generate(random), random, new Budget("noise", mote.budget.Limits.NODE));
    }
}
