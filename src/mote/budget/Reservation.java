package mote.budget;

/// An amount of one resource that is held until [#close]. May be used from any thread.
public final class Reservation implements AutoCloseable {

    private final Budget budget;
    private final Resource resource;
    // Guarded by this.
    private long amount;
    private boolean closed;

    Reservation(Budget budget, Resource resource) {
        this.budget = budget;
        this.resource = resource;
    }

    /// Takes `more` on top.
    ///
    /// @throws OverBudgetException when a scope has not as much left; the reservation is as before then
    /// @throws IllegalStateException after [#close]
    public synchronized void grow(long more) throws OverBudgetException {
        if (closed) throw new IllegalStateException("the reservation is closed");
        Budget refused = budget.take(resource, more);
        if (refused != null) throw new OverBudgetException(refused, resource, more);
        amount += more;
    }

    /// Takes `more` on top where there is as much. Else, and after [#close], it takes nothing and returns false: a
    /// stream that another thread just closed is no defect of who would have let it grow.
    public synchronized boolean tryGrow(long more) {
        if (closed || budget.take(resource, more) != null) return false;
        amount += more;
        return true;
    }

    /// Takes `more` on top, for which others may have to give something up. Must be called without a lock.
    ///
    /// @throws OverBudgetException when nobody has anything to give up
    public void claim(long more) throws OverBudgetException {
        while (!tryGrow(more)) {
            if (!budget.reclaim()) throw new OverBudgetException(budget, resource, more);
        }
    }

    /// Gives `less` of it back.
    public synchronized void shrink(long less) {
        if (less < 0 || less > amount) throw new IllegalArgumentException(less + " of " + amount);
        amount -= less;
        budget.giveBack(resource, less);
    }

    public synchronized long amount() { return amount; }

    /// Gives all of it back. Idempotent.
    @Override
    public synchronized void close() {
        closed = true;
        shrink(amount);
    }
}
