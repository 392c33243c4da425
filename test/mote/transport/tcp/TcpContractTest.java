package mote.transport.tcp;

import contract.TransportContract;
import mote.budget.Budget;
import mote.multiaddr.Multiaddr;
import mote.transport.Transport;

final class TcpContractTest extends TransportContract {

    private final TcpHost host = new TcpHost();

    @Override
    protected Transport dialling() {
        return host.transport();
    }

    @Override
    protected Transport listening() {
        return host.transport();
    }

    @Override
    protected Multiaddr anyPort() {
        return TcpHost.address("127.0.0.1", 0);
    }

    @Override
    protected Budget budget() {
        return host.budget;
    }

    @Override
    protected void stop() {
        host.close();
    }
}
