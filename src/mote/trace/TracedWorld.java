package mote.trace;

import module java.base;
import mote.budget.*;
import mote.crypto.*;
import mote.node.*;
import mote.secure.*;
import mote.task.*;
import mote.transport.*;

/// A world whose transports and security protocols have taps at their upper ends.
record TracedWorld(World world, Trace trace) implements World {

    @Override public Clock clock() { return world.clock(); }

    @Override public ThreadFactory threads() { return world.threads(); }

    @Override public RandomGenerator random() { return world.random(); }

    @Override
    public List<Transport> transports(Scope scope, Budget budget) {
        return world.transports(scope, budget).stream().<Transport>map(one -> new TracedTransport(one, trace)).toList();
    }

    @Override
    public List<SecurityProtocol> securities(Identity identity, Budget budget) {
        return world.securities(identity, budget).stream().<SecurityProtocol>map(TracedSecurity::new).toList();
    }
}
