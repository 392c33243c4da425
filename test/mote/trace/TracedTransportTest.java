package mote.trace;

import contract.TransportContract;
import java.util.Random;
import mote.budget.Budget;
import mote.bytes.P2pException;
import mote.multiaddr.Multiaddr;
import mote.task.Clock;
import mote.transport.Transport;
import mote.transport.memory.Limits;
import mote.transport.memory.MemoryNetwork;
import mote.transport.memory.Quality;

final class TracedTransportTest extends TransportContract {

    private final MemoryNetwork network =
            new MemoryNetwork(Clock.system(), new Random(1), Quality.PERFECT, Limits.DEFAULT);
    private final Trace trace = new Trace(Clock.system(), _ -> { });

    @Override
    protected Transport dialling() {
        return new TracedTransport(network.transport(1), trace);
    }

    @Override
    protected Transport listening() {
        return new TracedTransport(network.transport(2), trace);
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

    /// A network in memory has no threads.
    @Override
    protected void stop() {
    }
}
