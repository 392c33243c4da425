package mote.connection;

import module java.base;
import mote.negotiate.*;

/// The protocols that this node answers, by id, in the order in which they were added. May be used from any thread;
/// a change holds for streams that begin later.
public final class Handlers {

    private final List<ProtocolHandler> all = new CopyOnWriteArrayList<>();

    /// No protocols yet.
    public Handlers() { }

    /// Answers `handler`'s protocols from now on.
    ///
    /// @throws IllegalArgumentException where one of its ids is taken
    public synchronized void add(ProtocolHandler handler) {
        for (ProtocolId id : handler.ids()) {
            if (of(id) != null) throw new IllegalArgumentException("there is a handler for " + id);
        }
        all.add(handler);
    }

    /// Stops answering `handler`'s protocols. Streams that it serves go on.
    public void remove(ProtocolHandler handler) { all.remove(handler); }

    /// All ids, in order.
    public List<ProtocolId> ids() { return all.stream().flatMap(handler -> handler.ids().stream()).toList(); }

    /// All handlers.
    List<ProtocolHandler> all() { return List.copyOf(all); }

    /// The handler of an id of [#ids], or null where it was removed meanwhile.
    ProtocolHandler of(ProtocolId id) {
        return all.stream().filter(handler -> handler.ids().contains(id)).findFirst().orElse(null);
    }
}
