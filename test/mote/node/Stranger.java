package mote.node;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import mote.budget.Budget;
import mote.connection.Connection;
import mote.connection.Gate;
import mote.connection.Handlers;
import mote.connection.Limits;
import mote.connection.ProtocolHandler;
import mote.connection.Upgrader;
import mote.crypto.Identity;
import mote.multiaddr.Multiaddr;
import mote.mux.Session;
import mote.mux.yamux.Yamux;
import mote.negotiate.Multistream;
import mote.secure.SecurityProtocol;
import mote.task.Scope;

/// A peer that proves who it is, and then answers no protocol at all: what else it does, a test does for it.
public final class Stranger implements AutoCloseable {

    private final World world = new SystemWorld();
    private final Scope scope = new Scope("stranger", world.threads(), world.clock());
    private final Budget budget = new Budget("stranger", mote.budget.Limits.NODE);

    /// A connection to the node at `address`, from a new identity each time.
    public Connection connect(Multiaddr address) throws IOException {
        return connect(address, Identity.generate(new SecureRandom()));
    }

    /// A connection to the node at `address`, from `identity`.
    public Connection connect(Multiaddr address, Identity identity) throws IOException {
        var upgrader = new Upgrader(world.securities(identity, budget), List.of(new Yamux()), new LinkedHashSet<>(),
                Limits.DEFAULT);
        var link = world.transports(scope, budget).getFirst().dial(address.withoutPeer());
        Connection connection = upgrader.dialled(link, Optional.empty(), _ -> new Everything(), scope);
        connection.start(new Handlers(), _ -> { });
        return connection;
    }

    /// Only the session to the node at `address`: nobody accepts its streams.
    public Session session(Multiaddr address) throws IOException {
        SecurityProtocol security = world.securities(Identity.generate(new SecureRandom()), budget).getFirst();
        var link = world.transports(scope, budget).getFirst().dial(address.withoutPeer());
        Multistream.select(link, List.of(security.id()));
        var muxer = new Yamux();
        var channel = security.initiate(link, Optional.empty(), List.of(muxer.id()));
        if (channel.muxer().isEmpty()) {
            Multistream.select(channel, List.of(muxer.id()));
        }
        return muxer.start(channel, true, "node", scope, budget);
    }

    @Override
    public void close() {
        scope.close();
    }

    private final class Everything implements Gate.Admission {
        @Override
        public Budget connection() {
            return budget;
        }

        @Override
        public Budget protocol(ProtocolHandler handler) {
            return budget;
        }

        @Override
        public void close() {
        }
    }
}
