package mote.task;

import module java.base;
import java.lang.System.Logger.Level;

/// A named group of threads that ends as one. Scopes form a tree as the things do that they serve: node, connection,
/// stream. Closing a scope interrupts its threads, closes its children, and waits for all of them.
///
/// ```
///   node ─┬─ thread "accept /ip4/127.0.0.1/tcp/4001"
///         └─ connection 12D3KooW.. ─┬─ thread "read 12D3KooW.."
///                                   └─ thread "stream 12D3KooW..#5 /ipfs/ping/1.0.0"
/// ```
///
/// A thread of the scope that closes its own scope does not wait, since it would wait for itself. A child has to be
/// closed when what it serves ends; until then its parent holds it.
public final class Scope implements AutoCloseable {

    /// What a thread runs. Ending with an [InterruptedException] or an [IOException] is ordinary; any other throwable
    /// is a defect and is logged.
    @FunctionalInterface public interface Task {
        /// Does it. An interrupt means that the scope is closing.
        void run() throws Exception;
    }

    /// How long [#close] waits for threads that were interrupted. No peer has a part in it.
    public static final Duration JOIN_MAX = Duration.ofMillis(1_500);

    private static final System.Logger LOG = System.getLogger("mote.task");

    private final String name;
    private final ThreadFactory threads;
    private final Clock clock;
    private final Scope parent;
    /// One lock for the whole tree, so that counts and links always fit together.
    private final Object tree;
    /// One permit once the scope is closed and its threads have ended: who waits for that takes it and puts it back.
    private final Semaphore ended = new Semaphore(0, true);

    // Guarded by tree.
    private final SequencedSet<Thread> running = new LinkedHashSet<>();
    private final SequencedSet<Scope> children = new LinkedHashSet<>();
    // Written with tree held, read by anybody.
    /// Threads that run here and in all scopes below.
    private volatile int size;
    private volatile boolean closed;

    /// A scope at the root. `threads` makes every thread of the tree.
    public Scope(String name, ThreadFactory threads, Clock clock) { this(name, threads, clock, null); }

    private Scope(String name, ThreadFactory threads, Clock clock, Scope parent) {
        this.name = name;
        this.threads = threads;
        this.clock = clock;
        this.parent = parent;
        this.tree = parent == null ? new Object() : parent.tree;
    }

    /// A scope that is closed with this one. Where this one is closed already, so is the child.
    public Scope child(String childName) {
        var child = new Scope(childName, threads, clock, this);
        synchronized (tree) {
            child.closed = closed;
            if (!closed) children.add(child);
        }
        return child;
    }

    public Clock clock() { return clock; }

    /// Starts a thread that runs `task`. Returns false, and starts nothing, where the scope is closed.
    public boolean start(String threadName, Task task) {
        Thread thread = threads.newThread(() -> run(task));
        thread.setName(threadName);
        synchronized (tree) {
            if (closed) return false;
            // Under the lock: the thread cannot end before it is counted, and where it cannot start, it is not.
            thread.start();
            running.add(thread);
            count(1);
            return true;
        }
    }

    public boolean isClosed() { return closed; }

    /// Threads that run now, those of child scopes included.
    public int size() { return size; }

    /// Interrupts and closes all that the scope started. Called from outside, it waits until all threads have ended,
    /// at most [#JOIN_MAX]; threads that are left are logged by name. Called by one of its threads, it does not wait.
    /// Idempotent.
    @Override
    public void close() {
        List<Thread> found = new ArrayList<>();
        synchronized (tree) {
            cancel(found);
            endWhenEmpty();
        }
        boolean wait = !found.isEmpty() && !found.remove(Thread.currentThread());
        // Outside the lock, because interrupting a thread closes the channel that it is blocked on.
        found.forEach(Thread::interrupt);
        if (wait) join();
    }

    @Override public String toString() { return name; }

    private void run(Task task) {
        try {
            task.run();
        } catch (InterruptedException | IOException ordinary) {
            LOG.log(Level.DEBUG, () -> Thread.currentThread().getName() + " ended: " + ordinary.getMessage());
        } catch (Throwable defect) {
            LOG.log(Level.ERROR, () -> Thread.currentThread().getName() + " failed", defect);
        } finally {
            synchronized (tree) {
                running.remove(Thread.currentThread());
                count(-1);
            }
        }
    }

    /// Counts a thread in, or out, here and in all scopes around.
    private void count(int change) {
        for (Scope scope = this; scope != null; scope = scope.parent) {
            scope.size += change;
            scope.endWhenEmpty();
        }
    }

    /// A parent holds a closed child as long as the child's threads run, because it waits for them.
    private void endWhenEmpty() {
        if (!closed || size > 0) return;
        ended.release();
        if (parent != null) parent.children.remove(this);
    }

    private void cancel(List<Thread> found) {
        closed = true;
        found.addAll(running);
        children.forEach(child -> child.cancel(found));
    }

    private void join() {
        Clock.Timer timer = clock.after(JOIN_MAX, ended::release);
        ended.acquireUninterruptibly();
        timer.cancel();
        synchronized (tree) {
            if (size == 0) ended.release();
            logRunning();
        }
    }

    private void logRunning() {
        running.forEach(thread -> LOG.log(Level.WARNING, "still running after close: " + thread.getName()));
        children.forEach(Scope::logRunning);
    }
}
