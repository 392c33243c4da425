package mote.swarm;

import module java.base;
import mote.task.*;

/// Tells subscribers what happens. Each subscriber has a thread and a queue of its own, so that a slow one holds up
/// nobody: when its queue is full it loses the oldest events.
public final class Events {

    private final Scope scope;
    private final int queueMax;
    private final CopyOnWriteArrayList<Subscription> subscriptions = new CopyOnWriteArrayList<>();

    Events(Scope scope, int queueMax) {
        this.scope = scope;
        this.queueMax = queueMax;
    }

    /// Calls `subscriber` with every event from now on, one at a time and in order, until the result is closed.
    public AutoCloseable subscribe(String name, Consumer<SwarmEvent> subscriber) {
        var subscription = new Subscription(subscriber);
        subscriptions.add(subscription);
        scope.start("events for " + name, subscription::run);
        return () -> {
            subscriptions.remove(subscription);
            subscription.end();
        };
    }

    void publish(SwarmEvent event) { subscriptions.forEach(subscription -> subscription.offer(event)); }

    /// Events that no subscriber has taken yet.
    int waiting() { return subscriptions.stream().mapToInt(Subscription::waiting).sum(); }

    private final class Subscription {
        private final Consumer<SwarmEvent> subscriber;
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        // Guarded by lock.
        private final Queue<SwarmEvent> queue = new ArrayDeque<>();
        private boolean ended;

        Subscription(Consumer<SwarmEvent> subscriber) { this.subscriber = subscriber; }

        void run() throws InterruptedException {
            for (SwarmEvent event = take(); event != null; event = take()) {
                subscriber.accept(event);
            }
        }

        void offer(SwarmEvent event) {
            lock.lock();
            try {
                if (queue.size() == queueMax) queue.remove();
                queue.add(event);
                changed.signal();
            } finally {
                lock.unlock();
            }
        }

        void end() {
            lock.lock();
            try {
                ended = true;
                changed.signal();
            } finally {
                lock.unlock();
            }
        }

        int waiting() {
            lock.lock();
            try {
                return queue.size();
            } finally {
                lock.unlock();
            }
        }

        private SwarmEvent take() throws InterruptedException {
            lock.lock();
            try {
                while (queue.isEmpty() && !ended) {
                    changed.await();
                }
                return ended ? null : queue.remove();
            } finally {
                lock.unlock();
            }
        }
    }
}
