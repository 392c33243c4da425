package mote.transport.tcp;


import contract.DuplexContract;
import org.junit.jupiter.api.AfterEach;

final class TcpDuplexTest extends DuplexContract {

    private final TcpHost host = new TcpHost();

    @Override
    protected Pair pair() throws Exception {
        TcpTransport transport = host.transport();
        try (var listener = transport.listen(TcpHost.address("127.0.0.1", 0))) {
            var link = transport.dial(listener.addresses().getFirst());
            return new Pair(link, listener.accept());
        }
    }

    @AfterEach
    void close() {
        host.close();
    }
}
