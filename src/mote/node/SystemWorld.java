package mote.node;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;
import mote.budget.Budget;
import mote.crypto.Identity;
import mote.secure.SecurityProtocol;
import mote.secure.noise.Noise;
import mote.task.Clock;
import mote.task.Scope;
import mote.transport.Names;
import mote.transport.Transport;
import mote.transport.tcp.TcpTransport;

/// The real world: the system's clock, virtual threads, strong randomness, TCP and Noise.
public final class SystemWorld implements World {

    private final Clock clock = Clock.system();
    private final ThreadFactory threads = Thread.ofVirtual().factory();
    private final SecureRandom random = new SecureRandom();

    /// The world as it is when a node begins.
    public SystemWorld() {
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public ThreadFactory threads() {
        return threads;
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public List<Transport> transports(Scope scope, Budget budget) {
        var lookUps = Thread.ofPlatform().daemon().name("look-up").factory();
        var names = new Names(InetAddress::getAllByName, lookUps, clock, mote.transport.Limits.DEFAULT);
        return List.of(new TcpTransport(scope, budget, names, mote.transport.tcp.Limits.DEFAULT, false));
    }

    @Override
    public List<SecurityProtocol> securities(Identity identity, Budget budget) {
        return List.of(new Noise(identity, random, budget));
    }
}
