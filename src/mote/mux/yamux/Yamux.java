package mote.mux.yamux;

import mote.budget.*;
import mote.io.*;
import mote.mux.*;
import mote.negotiate.*;
import mote.task.*;

/// The muxer `/yamux/1.0.0`.
public record Yamux(Limits limits) implements Muxer {

    private static final ProtocolId ID = new ProtocolId("/yamux/1.0.0");

    public Yamux() { this(Limits.DEFAULT); }

    @Override public ProtocolId id() { return ID; }

    @Override
    public Session start(Duplex channel, boolean dialer, String name, Scope scope, Budget budget) {
        return new YamuxSession(channel, dialer, name, limits, scope.child("yamux " + name), budget).start();
    }
}
