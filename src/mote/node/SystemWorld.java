package mote.node;

import module java.base;
import mote.budget.*;
import mote.crypto.*;
import mote.secure.*;
import mote.secure.noise.*;
import mote.task.*;
import mote.transport.*;
import mote.transport.tcp.*;

/// The real world: the system's clock, virtual threads, strong randomness, TCP and Noise.
public final class SystemWorld implements World {

    private final Clock clock = Clock.system();
    private final ThreadFactory threads = Thread.ofVirtual().factory();
    private final SecureRandom random = new SecureRandom();

    /// The world as it is when a node begins.
    public SystemWorld() { }

    @Override public Clock clock() { return clock; }

    @Override public ThreadFactory threads() { return threads; }

    @Override public RandomGenerator random() { return random; }

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
