package mote.task;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A named group of threads that ends as one. Scopes form a tree as the things do that they serve: node, connection,
/// stream. Closing a scope interrupts its threads, closes its children, and waits for all of them.
///
/// ```
///   node ─┬─ thread "accept /ip4/127.0.0.1/tcp/4001"
///         └─ connection 12D3KooW.. ─┬─ thread "read 12D3KooW.."
///                                   └─ thread "stream 12D3KooW..#5 /ipfs/ping/1.0.0"
/// ```
///
/// A thread of the scope that closes its own scope does not wait, since it would wait for itself.
public final class Scope implements AutoCloseable {

    /// What a thread runs. Ending with an [InterruptedException] or an [java.io.IOException] is ordinary; any other
    /// throwable is a defect and is logged.
    @FunctionalInterface
    public interface Task {
        void run() throws Exception;
    }

    /// How long [#close] waits for threads that were interrupted.
    public static final Duration JOIN_MAX = Duration.ofMillis(1_500);

    private static final System.Logger LOG = System.getLogger("mote.task");

    private final String name;
    private final ThreadFactory threads;
    private final Clock clock;
    private final Scope parent;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    // Guarded by lock.
    private final SequencedSet<Thread> running = new LinkedHashSet<>();
    private final SequencedSet<Scope> children = new LinkedHashSet<>();
    private boolean closed;
    private boolean gaveUp;

    /// A scope at the root. `threads` makes every thread of the tree.
    public Scope(String name, ThreadFactory threads, Clock clock) {
        this(name, threads, clock, null);
    }

    private Scope(String name, ThreadFactory threads, Clock clock, Scope parent) {
        this.name = name;
        this.threads = threads;
        this.clock = clock;
        this.parent = parent;
    }

    /// A scope that is closed with this one. Where this one is closed already, so is the child.
    public Scope child(String childName) {
        var child = new Scope(childName, threads, clock, this);
        lock.lock();
        try {
            if (closed) {
                child.closed = true;
            } else {
                children.add(child);
            }
        } finally {
            lock.unlock();
        }
        return child;
    }

    public Clock clock() {
        return clock;
    }

    /// Starts a thread that runs `task`. Returns false, and starts nothing, where the scope is closed.
    public boolean start(String threadName, Task task) {
        Thread thread = threads.newThread(() -> run(task));
        thread.setName(threadName);
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            running.add(thread);
        } finally {
            lock.unlock();
        }
        thread.start();
        return true;
    }

    public boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /// Threads that run now, those of child scopes included.
    public int size() {
        List<Scope> below;
        int own;
        lock.lock();
        try {
            own = running.size();
            below = new ArrayList<>(children);
        } finally {
            lock.unlock();
        }
        return own + below.stream().mapToInt(Scope::size).sum();
    }

    /// Interrupts and closes all that the scope started. Called from outside, it waits until all threads have ended,
    /// at most [#JOIN_MAX]; threads that are left are logged by name. Idempotent.
    @Override
    public void close() {
        cancel();
        if (!contains(Thread.currentThread())) {
            join();
        }
        if (parent != null) {
            parent.forget(this);
        }
    }

    @Override
    public String toString() {
        return name;
    }

    private void run(Task task) {
        try {
            task.run();
        } catch (InterruptedException | java.io.IOException ordinary) {
            LOG.log(Level.DEBUG, () -> Thread.currentThread().getName() + " ended: " + ordinary.getMessage());
        } catch (Throwable defect) {
            LOG.log(Level.ERROR, () -> Thread.currentThread().getName() + " failed", defect);
        } finally {
            lock.lock();
            try {
                running.remove(Thread.currentThread());
                ended.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private void cancel() {
        List<Thread> toInterrupt;
        List<Scope> toCancel;
        lock.lock();
        try {
            closed = true;
            toInterrupt = new ArrayList<>(running);
            toCancel = new ArrayList<>(children);
        } finally {
            lock.unlock();
        }
        Thread self = Thread.currentThread();
        toInterrupt.stream().filter(thread -> thread != self).forEach(Thread::interrupt);
        toCancel.forEach(Scope::cancel);
    }

    private boolean contains(Thread thread) {
        List<Scope> below;
        lock.lock();
        try {
            if (running.contains(thread)) {
                return true;
            }
            below = new ArrayList<>(children);
        } finally {
            lock.unlock();
        }
        return below.stream().anyMatch(child -> child.contains(thread));
    }

    private void join() {
        List<Scope> below;
        Clock.Timer timer = clock.after(JOIN_MAX, this::giveUp);
        lock.lock();
        try {
            while (!running.isEmpty() && !gaveUp) {
                ended.awaitUninterruptibly();
            }
            running.forEach(thread -> LOG.log(Level.WARNING, "still running after close: " + thread.getName()));
            below = new ArrayList<>(children);
        } finally {
            lock.unlock();
            timer.cancel();
        }
        below.forEach(Scope::join);
    }

    private void giveUp() {
        lock.lock();
        try {
            gaveUp = true;
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void forget(Scope child) {
        lock.lock();
        try {
            children.remove(child);
        } finally {
            lock.unlock();
        }
    }
}
