package mote.connection;

import module java.base;
import mote.negotiate.*;

/// The protocols that this node answers, by id, in the order in which they were added. May be used from any thread;
/// a change holds for streams that begin later.
public final class Handlers {

    // Replaced as a whole, never changed.
    private volatile Map<ProtocolId, ProtocolHandler> byId = new LinkedHashMap<>();

    /// No protocols yet.
    public Handlers() {
    }

    /// Answers `handler`'s protocols from now on.
    ///
    /// @throws IllegalArgumentException where one of its ids is taken
    public synchronized void add(ProtocolHandler handler) {
        var changed = new LinkedHashMap<>(byId);
        for (ProtocolId id : handler.ids()) {
            if (changed.putIfAbsent(id, handler) != null) {
                throw new IllegalArgumentException("there is a handler for " + id);
            }
        }
        byId = changed;
    }

    /// Stops answering `handler`'s protocols. Streams that it serves go on.
    public synchronized void remove(ProtocolHandler handler) {
        var changed = new LinkedHashMap<>(byId);
        handler.ids().forEach(id -> changed.remove(id, handler));
        byId = changed;
    }

    /// All ids, in order.
    public List<ProtocolId> ids() { return List.copyOf(byId.keySet()); }

    /// All handlers, each once.
    List<ProtocolHandler> all() { return List.copyOf(new LinkedHashSet<>(byId.values())); }

    /// The handler of an id of [#ids], or null where it was removed meanwhile.
    ProtocolHandler of(ProtocolId id) { return byId.get(id); }
}
