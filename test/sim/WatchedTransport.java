package sim;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;
import mote.multiaddr.Multiaddr;
import mote.transport.Link;
import mote.transport.Listener;
import mote.transport.Transport;

/// A host's way into the network in memory. All bytes are traced here, links are counted, and now and then the thread
/// that reads or writes lets others go first.
final class WatchedTransport implements Transport {

    private final Transport network;
    private final Simulation simulation;

    WatchedTransport(Transport network, Simulation simulation) {
        this.network = network;
        this.simulation = simulation;
    }

    @Override
    public boolean handles(Multiaddr address) {
        return network.handles(address);
    }

    @Override
    public Link dial(Multiaddr address) throws IOException {
        return new WatchedLink(network.dial(address));
    }

    @Override
    public Listener listen(Multiaddr address) throws IOException {
        Listener listener = network.listen(address);
        return new Listener() {
            @Override
            public List<Multiaddr> addresses() {
                return listener.addresses();
            }

            @Override
            public Link accept() throws IOException {
                return new WatchedLink(listener.accept());
            }

            @Override
            public void close() {
                listener.close();
            }
        };
    }

    private final class WatchedLink implements Link {

        private final Link link;

        WatchedLink(Link link) {
            this.link = link;
            simulation.links.add(this);
            simulation.event(this + " is there");
        }

        @Override
        public Multiaddr localAddress() {
            return link.localAddress();
        }

        @Override
        public Multiaddr remoteAddress() {
            return link.remoteAddress();
        }

        @Override
        public int read(ByteBuffer dst) throws IOException {
            simulation.letOthersGoFirst();
            int from = dst.position();
            int count = link.read(dst);
            var sum = new CRC32C();
            sum.update(dst.slice(from, Math.max(0, count)));
            simulation.trace.bytes(simulation.clock.elapsed(), this, "reads", count, sum.getValue());
            return count;
        }

        @Override
        public void writeAll(ByteBuffer... parts) throws IOException {
            simulation.letOthersGoFirst();
            var sum = new CRC32C();
            long count = 0;
            for (ByteBuffer part : parts) {
                count += part.remaining();
                sum.update(part.duplicate());
            }
            simulation.trace.bytes(simulation.clock.elapsed(), this, "writes", count, sum.getValue());
            link.writeAll(parts);
        }

        @Override
        public void closeWrite() throws IOException {
            link.closeWrite();
        }

        @Override
        public boolean isOpen() {
            return link.isOpen();
        }

        @Override
        public void close() {
            if (simulation.links.remove(this)) {
                simulation.event(this + " is closed");
            }
            link.close();
        }

        @Override
        public String toString() {
            return link.toString();
        }
    }
}
