package sim;

import java.lang.reflect.Constructor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SequencedSet;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/// Runs virtual threads, one at a time and each until it has to wait, on the thread that calls [#run]. Who is next of
/// those that can run is drawn from the seed; when nobody can, the clock jumps to the next timer. Where threads are
/// held up, some have to wait a while before they can run, as on a machine that has more to do than processors.
///
/// ```
///   start, unpark, yield ──> | ready | ── one of them, drawn ──> runs until it waits
///              └─> | held up | ──^ └── empty? VirtualClock.advance() ──> the thread "clock" runs what is due
/// ```
///
/// Virtual threads get a scheduler of our own by a constructor that is private in JDK 25 and may be gone in the next.
final class Scheduler {

    /// So many turns without that time passes are a thread that waits for something in a loop.
    private static final long TURNS_IN_A_MOMENT = 5_000_000;

    /// One thread in so many is held up, for at most so long.
    private static final int HELD_UP_ONE_IN = 40;
    private static final long HELD_UP_NANOS = Duration.ofMillis(30).toNanos();

    private static final int JDK = 25;

    private record HeldUp(long until, long number, Runnable thread) { }

    private final Thread carrier = Thread.currentThread();
    private final VirtualClock clock;
    private final RandomGenerator random;
    private final Trace trace;
    private final Failures failures;
    private final Thread.Builder.OfVirtual builder;
    private final List<Runnable> ready = new ArrayList<>();
    private final boolean holdsUp;
    private final PriorityQueue<HeldUp> heldUp = new PriorityQueue<>(
            Comparator.comparingLong(HeldUp::until).thenComparingLong(HeldUp::number));
    private final SequencedSet<Thread> living = new LinkedHashSet<>();
    private final Thread timers;
    private long timesHeldUp;
    private boolean over;

    /// @param holdsUp whether threads are held up
    Scheduler(VirtualClock clock, RandomGenerator random, boolean holdsUp, Trace trace, Failures failures) {
        this.holdsUp = holdsUp;
        this.clock = clock;
        this.random = random;
        this.trace = trace;
        this.failures = failures;
        this.builder = builder(this::ready, Runtime.version().feature());
        this.timers = builder.name("clock").start(this::runTimers);
    }

    /// Makes threads that run here.
    ThreadFactory threads() {
        return task -> builder.unstarted(() -> {
            living.add(Thread.currentThread());
            try {
                ScopedValue.where(Failures.CURRENT, failures).run(task);
            } catch (Throwable defect) {
                failures.add("thread " + Thread.currentThread().getName() + " died of " + Failures.traceOf(defect));
            } finally {
                living.remove(Thread.currentThread());
            }
        });
    }

    /// Runs until no thread can run and no timer is left, or something has failed.
    ///
    /// @param limit the most virtual time that it may take
    void run(Duration limit) {
        long moment = -1;
        long turns = 0;
        while (!failures.any() && (!ready.isEmpty() || letTimePass())) {
            turns = clock.elapsed() == moment ? turns + 1 : 0;
            moment = clock.elapsed();
            if (turns > TURNS_IN_A_MOMENT) {
                failures.add("threads run and run, and no time passes: " + describe(living));
            } else if (moment > limit.toNanos()) {
                failures.add("not over after " + limit + ": " + describe(living));
            } else if (!ready.isEmpty()) {
                turn();
            }
        }
        over = true;
        LockSupport.unpark(timers);
        while (!ready.isEmpty() && !failures.any()) {
            turn();
        }
    }

    /// Threads that have begun and not ended.
    SequencedSet<Thread> living() {
        return living;
    }

    /// The names of `threads`, and what each waits for.
    static String describe(Iterable<Thread> threads) {
        var text = new StringBuilder();
        for (Thread thread : threads) {
            text.append("\n  ").append(thread.getName());
            for (StackTraceElement frame : thread.getStackTrace()) {
                text.append("\n      at ").append(frame);
            }
        }
        return text.toString();
    }

    /// Virtual threads on `scheduler`.
    ///
    /// @throws IllegalStateException on another JDK than the one whose inside this is
    static Thread.Builder.OfVirtual builder(Executor scheduler, int jdk) {
        if (jdk != JDK) {
            throw new IllegalStateException("the simulator needs exactly JDK " + JDK + ", and this is " + jdk
                    + ": it schedules virtual threads by a constructor inside java.lang that other releases change");
        }
        try {
            Constructor<?> inside = Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder")
                    .getDeclaredConstructor(Executor.class);
            inside.setAccessible(true);
            return (Thread.Builder.OfVirtual) inside.newInstance(scheduler);
        } catch (ReflectiveOperationException | RuntimeException failure) {
            throw new IllegalStateException("the simulator needs a JDK " + JDK + " that was started with "
                    + "--add-opens java.base/java.lang=ALL-UNNAMED", failure);
        }
    }

    private void turn() {
        int drawn = random.nextInt(ready.size());
        trace.turn(clock.elapsed(), drawn, ready.size());
        Runnable last = ready.removeLast();
        (drawn == ready.size() ? last : ready.set(drawn, last)).run();
    }

    /// Lets time pass until a thread may run. Returns false where none ever will.
    private boolean letTimePass() {
        long next = Math.min(clock.next(), heldUp.isEmpty() ? Long.MAX_VALUE : heldUp.peek().until);
        if (clock.next() <= clock.elapsed()) {
            LockSupport.unpark(timers);
            if (!ready.isEmpty()) {
                return true;
            }
            // The thread that runs timers is held up itself, or waits in vain.
            next = heldUp.isEmpty() ? Long.MAX_VALUE : heldUp.peek().until;
        }
        if (next == Long.MAX_VALUE) {
            return false;
        }
        clock.advance(next);
        if (!heldUp.isEmpty() && heldUp.peek().until == next) {
            ready.add(heldUp.remove().thread);
        }
        return true;
    }

    /// Called by whoever makes a thread able to run: a thread of this scheduler, or nobody knows when.
    private void ready(Runnable thread) {
        if (Thread.currentThread() != carrier && !Thread.currentThread().isVirtual()) {
            failures.add("thread " + Thread.currentThread() + " woke a thread of the simulation, at a time that no "
                    + "seed decides: does one hold a monitor while it waits?");
        }
        if (holdsUp && !over && random.nextInt(HELD_UP_ONE_IN) == 0) {
            heldUp.add(new HeldUp(clock.elapsed() + random.nextLong(HELD_UP_NANOS), timesHeldUp++, thread));
        } else {
            ready.add(thread);
        }
    }

    /// As the system's clock does: one thread for all timers.
    private void runTimers() {
        while (!over) {
            Runnable action = clock.due();
            if (action == null) {
                LockSupport.park();
            } else {
                ScopedValue.where(Failures.CURRENT, failures).run(() -> runTimer(action));
            }
        }
    }

    private void runTimer(Runnable action) {
        try {
            action.run();
        } catch (Throwable defect) {
            failures.add("a timer died of " + Failures.traceOf(defect));
        }
    }
}
