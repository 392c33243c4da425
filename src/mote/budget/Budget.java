package mote.budget;

import module java.base;

/// What may be used, in scopes: the node, a peer in it, a connection of the peer. Whatever a peer can make this node
/// hold is reserved here before it is used, in the scope and in all scopes around it, and given back when it is gone.
/// When all is closed, all is zero.
///
/// ```
///   node        memory 24 MiB   connections 256   ...
///    └─ peer    memory  8 MiB   connections   8
///        └─ connection   memory 16 MiB   streams in 256
/// ```
///
/// Nothing here blocks. All methods may be called from any thread. While one thread is being refused by an outer scope,
/// what it asked for is counted for a moment in the inner ones, so that another thread can be refused too early, but
/// never served too much.
public final class Budget {

    private final String name;
    private final Budget parent;
    // Both in the order of Resource.
    private final long[] limits;
    private final AtomicLongArray used = new AtomicLongArray(Resource.values().length);
    /// Those of all scopes within this one, too.
    private final Set<Holder> holders = new CopyOnWriteArraySet<>();

    /// A budget at the root.
    public Budget(String name, Limits limits) { this(name, limits, null); }

    private Budget(String name, Limits limits, Budget parent) {
        this.name = name;
        this.limits = limits.amounts();
        this.parent = parent;
    }

    /// A scope within this one: what it uses counts here too. It needs no closing.
    public Budget child(String childName, Limits childLimits) { return new Budget(childName, childLimits, this); }

    /// A reservation of nothing, for what is to grow and shrink.
    public Reservation reservation(Resource resource) { return new Reservation(this, resource); }

    /// Takes `amount` of `resource` until the reservation is closed.
    ///
    /// @throws OverBudgetException when this scope or one around it has not as much left; nothing is taken then
    public Reservation reserve(Resource resource, long amount) throws OverBudgetException {
        Reservation reservation = reservation(resource);
        reservation.grow(amount);
        return reservation;
    }

    public long used(Resource resource) { return used.get(resource.ordinal()); }

    public long limit(Resource resource) { return limits[resource.ordinal()]; }

    /// What a reservation here could still take: the least that is left in this scope and those around it.
    public long free(Resource resource) {
        long own = Math.max(0, limit(resource) - used(resource));
        return parent == null ? own : Math.min(own, parent.free(resource));
    }

    /// Counts on `holder`, which reserves memory in this scope, for [#reclaim], until [#forget].
    public void countOn(Holder holder) {
        holders.add(holder);
        if (parent != null) parent.countOn(holder);
    }

    /// Ends [#countOn]. Idempotent.
    public void forget(Holder holder) {
        holders.remove(holder);
        if (parent != null) parent.forget(holder);
    }

    /// Has somebody give up memory, in the scope that has least of it left: whoever holds most, so that who hoards
    /// cannot keep others from working. Must be called without a lock. Returns false where nobody can.
    public boolean reclaim() {
        record Share(Holder holder, long bytes) { }
        Budget tightest = this;
        for (Budget scope = parent; scope != null; scope = scope.parent) {
            if (scope.left() < tightest.left()) tightest = scope;
        }
        return tightest.holders.stream().map(holder -> new Share(holder, holder.held()))
                .sorted(Comparator.comparingLong(Share::bytes).reversed()).anyMatch(share -> share.holder.giveUp());
    }

    /// Whether nothing is reserved.
    public boolean isZero() { return Arrays.stream(Resource.values()).allMatch(resource -> used(resource) == 0); }

    @Override public String toString() { return name; }

    private long left() { return limit(Resource.MEMORY) - used(Resource.MEMORY); }

    /// The scope that refused, or null where all of them took `amount`.
    Budget take(Resource resource, long amount) {
        if (amount < 0) throw new IllegalArgumentException("negative: " + amount);
        int index = resource.ordinal();
        long limit = limit(resource);
        long before = used.getAndUpdate(index, now -> amount > limit - now ? now : now + amount);
        if (amount > limit - before) return this;
        Budget refused = parent == null ? null : parent.take(resource, amount);
        if (refused != null) used.addAndGet(index, -amount);
        return refused;
    }

    void giveBack(Resource resource, long amount) {
        long left = used.addAndGet(resource.ordinal(), -amount);
        assert left >= 0 : name + " gave back more " + resource + " than it took";
        if (parent != null) parent.giveBack(resource, amount);
    }
}
