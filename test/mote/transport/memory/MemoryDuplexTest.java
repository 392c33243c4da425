package mote.transport.memory;

import contract.DuplexContract;
import java.io.IOException;
import java.util.Random;
import mote.multiaddr.Multiaddr;
import mote.task.Clock;
import mote.transport.Link;

final class MemoryDuplexTest extends DuplexContract {

    @Override
    protected Pair pair() throws IOException {
        var network = new MemoryNetwork(Clock.system(), new Random(1), Quality.PERFECT, Limits.DEFAULT);
        try (var listener = network.transport(2).listen(Multiaddr.parse("/memory/0"))) {
            Link dialled = network.transport(1).dial(listener.addresses().getFirst());
            return new Pair(dialled, listener.accept());
        }
    }
}
