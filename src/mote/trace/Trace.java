package mote.trace;

import module java.base;
import mote.node.*;
import mote.task.*;
import mote.transport.*;

/// Shows each message of each layer of a node's connections, as it crosses. The node does not know: what it is given
/// from outside, its [World], has the taps in it.
///
/// ```java
/// Trace trace = new Trace(world.clock(), message -> print(message));
/// Node node = new Node(config, trace.of(world));
/// ```
///
/// It shows the content of the connections, decrypted. It never shows a private key, nor a key that was derived in a
/// handshake: it is not given any.
public final class Trace {

    private final Clock clock;
    private final Consumer<Message> sink;
    // Guarded by this.
    private int connections;
    private long began;

    /// @param sink gets one message after the other, from the threads that move the bytes: what it does, they wait for
    public Trace(Clock clock, Consumer<Message> sink) {
        this.clock = clock;
        this.sink = sink;
    }

    /// The same world with taps in it.
    public World of(World world) { return new TracedWorld(world, this); }

    /// A link whose bytes are watched from now on.
    TracedLink watch(Link link, boolean isDialer) {
        LinkTrace one;
        synchronized (this) {
            if (connections == 0) began = clock.nanos();
            one = new LinkTrace(this, ++connections, isDialer);
        }
        one.opened(link);
        return new TracedLink(link, one);
    }

    /// Since the first connection was there. To be called under this object's lock.
    Duration now() { return Duration.ofNanos(clock.nanos() - began); }

    /// To be called under this object's lock.
    void show(Message message) { sink.accept(message); }
}
