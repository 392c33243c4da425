package mote.transport.tcp;

import contract.DuplexContract;
import mote.budget.Budget;
import mote.multiaddr.Multiaddr;
import mote.task.Clock;
import mote.task.Scope;
import org.junit.jupiter.api.AfterEach;

final class TcpDuplexTest extends DuplexContract {

    private final Scope scope = new Scope("test", Thread.ofVirtual().factory(), Clock.system());
    private final Budget budget = new Budget("test", mote.budget.Limits.NODE);

    @Override
    protected Pair pair() throws Exception {
        var transport = new TcpTransport(scope, budget, Limits.DEFAULT);
        try (var listener = transport.listen(Multiaddr.parse("/ip4/127.0.0.1/tcp/0"))) {
            var link = transport.dial(listener.addresses().getFirst());
            return new Pair(link, listener.accept());
        }
    }

    @AfterEach
    void close() {
        scope.close();
    }
}
