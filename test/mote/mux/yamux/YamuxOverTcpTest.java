package mote.mux.yamux;

import contract.Breakable;
import contract.MuxerContract;
import java.net.InetAddress;
import java.util.List;
import mote.budget.Budget;
import mote.multiaddr.Multiaddr;
import mote.mux.Session;
import mote.task.Clock;
import mote.task.Scope;
import mote.transport.Names;
import mote.transport.tcp.TcpTransport;
import org.junit.jupiter.api.AfterEach;

final class YamuxOverTcpTest extends MuxerContract {

    private final Scope scope = new Scope("test", Thread.ofVirtual().factory(), Clock.system());
    private Breakable left;
    private Breakable right;

    @Override
    protected List<Session> connect(Budget dialerBudget, Budget listenerBudget) throws Exception {
        var budget = new Budget("host", mote.budget.Limits.NODE);
        var names = new Names(InetAddress::getAllByName, Thread.ofPlatform().daemon().factory(), scope.clock(),
                mote.transport.Limits.DEFAULT);
        var tcp = new TcpTransport(scope, budget, names, mote.transport.tcp.Limits.DEFAULT, false);
        try (var listener = tcp.listen(Multiaddr.parse("/ip4/127.0.0.1/tcp/0"))) {
            left = new Breakable(tcp.dial(listener.addresses().getFirst()));
            right = new Breakable(listener.accept());
        }
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
