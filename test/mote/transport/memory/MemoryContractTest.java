package mote.transport.memory;

import contract.TransportContract;
import java.util.Random;
import mote.budget.Budget;
import mote.bytes.P2pException;
import mote.multiaddr.Multiaddr;
import mote.task.Clock;
import mote.transport.Transport;

final class MemoryContractTest extends TransportContract {

    private final MemoryNetwork network =
            new MemoryNetwork(Clock.system(), new Random(1), Quality.PERFECT, Limits.DEFAULT);

    @Override
    protected Transport dialling() {
        return network.transport(1);
    }

    @Override
    protected Transport listening() {
        return network.transport(2);
    }

    @Override
    protected Multiaddr anyPort() {
        try {
            return Multiaddr.parse("/memory/200000");
        } catch (P2pException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /// A network in memory has no descriptors.
    @Override
    protected Budget budget() {
        return new Budget("nothing", mote.budget.Limits.NONE);
    }

    @Override
    protected void stop() {
        network.lock.lock();
        try {
            if (!network.links().isEmpty() || !network.listeners().isEmpty()) {
                throw new AssertionError("left open: " + network.links() + network.listeners().keySet());
            }
        } finally {
            network.lock.unlock();
        }
    }
}
