package mote.mux.yamux;

import mote.budget.*;
import mote.io.*;
import mote.mux.*;
import mote.negotiate.*;
import mote.task.*;

/// The muxer `/yamux/1.0.0`.
public final class Yamux implements Muxer {

    private static final ProtocolId ID = new ProtocolId("/yamux/1.0.0");

    private final Limits limits;

    public Yamux() { this(Limits.DEFAULT); }

    public Yamux(Limits limits) { this.limits = limits; }

    @Override
    public ProtocolId id() { return ID; }

    @Override
    public Session start(Duplex channel, boolean dialer, String name, Scope scope, Budget budget) {
        return new YamuxSession(channel, dialer, limits, scope.child("yamux " + name), budget).start(name);
    }
}
