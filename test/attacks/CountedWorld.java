package attacks;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;
import mote.budget.Budget;
import mote.crypto.Identity;
import mote.node.SystemWorld;
import mote.node.World;
import mote.secure.SecurityProtocol;
import mote.task.Clock;
import mote.task.Scope;
import mote.transport.Transport;

/// The real world, but for a clock that may go faster, and that knows which threads of the node are alive.
final class CountedWorld implements World {

    final Set<Thread> alive = ConcurrentHashMap.newKeySet();
    private final SystemWorld world = new SystemWorld();
    private final Clock clock;

    CountedWorld(int speed) {
        clock = new FastClock(world.clock(), speed);
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public ThreadFactory threads() {
        return task -> world.threads().newThread(() -> {
            alive.add(Thread.currentThread());
            try {
                task.run();
            } finally {
                alive.remove(Thread.currentThread());
            }
        });
    }

    @Override
    public RandomGenerator random() {
        return world.random();
    }

    @Override
    public List<Transport> transports(Scope scope, Budget budget) {
        return world.transports(scope, budget);
    }

    @Override
    public List<SecurityProtocol> securities(Identity identity, Budget budget) {
        return world.securities(identity, budget);
    }
}
