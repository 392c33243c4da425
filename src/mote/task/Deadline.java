package mote.task;

import module java.base;

/// The one mechanism for time-outs: work on a channel runs, and when its time is over the channel is closed, which
/// wakes whatever blocks on it. It limits the total, not the idle time: a peer that sends a byte now and then gains
/// nothing.
///
/// ```java
/// Handshake done = Deadline.within(clock, Duration.ofSeconds(10), "noise handshake", channel,
///         () -> handshake(channel));
/// ```
public final class Deadline {

    /// Work that may fail with an [IOException].
    @FunctionalInterface public interface Work<T> {
        /// Does it. It may block on the channel, which is closed when time is up.
        T run() throws IOException;
    }

    private static final System.Logger LOG = System.getLogger("mote.task");

    private Deadline() { }

    /// Runs `work` on the calling thread and returns its value. After `limit` the `channel` is closed, on a thread of
    /// the clock. Whichever comes first decides: the channel is never closed after this method has ended, and a value
    /// is never returned with a channel that was closed under it.
    ///
    /// @throws TimedOutException where `work` ended after the limit, in whatever way
    /// @throws IOException what `work` throws before
    public static <T> T within(Clock clock, Duration limit, String what, Closeable channel, Work<T> work)
            throws IOException {
        var decided = new AtomicBoolean();
        Clock.Timer timer = clock.after(limit, () -> {
            try {
                if (decided.compareAndSet(false, true)) channel.close();
            } catch (IOException failure) {
                LOG.log(System.Logger.Level.DEBUG, "closing after " + what + " timed out: " + failure.getMessage());
            }
        });
        IOException failure = null;
        try {
            T value = work.run();
            if (decided.compareAndSet(false, true)) return value;
        } catch (IOException caught) {
            if (decided.compareAndSet(false, true)) throw caught;
            failure = caught;
        } finally {
            decided.set(true);
            timer.cancel();
        }
        throw new TimedOutException(what, limit, failure);
    }
}
