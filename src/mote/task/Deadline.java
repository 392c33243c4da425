package mote.task;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

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
    @FunctionalInterface
    public interface Work<T> {
        T run() throws IOException;
    }

    private Deadline() {
    }

    /// Runs `work` on the calling thread and returns its value. After `limit` the `channel` is closed.
    ///
    /// @throws TimedOutException where the work failed after the limit, or ended too late
    /// @throws IOException what `work` throws before
    public static <T> T within(Clock clock, Duration limit, String what, Closeable channel, Work<T> work)
            throws IOException {
        var expired = new AtomicBoolean();
        Clock.Timer timer = clock.after(limit, () -> {
            if (expired.compareAndSet(false, true)) {
                close(channel);
            }
        });
        try {
            T value = work.run();
            // Whoever sets the flag first decides: a value is never returned with a channel that was closed under it.
            if (expired.compareAndSet(false, true)) {
                return value;
            }
            throw new TimedOutException(what, limit, null);
        } catch (IOException failure) {
            if (!expired.compareAndSet(false, true)) {
                throw new TimedOutException(what, limit, failure);
            }
            throw failure;
        } finally {
            timer.cancel();
        }
    }

    private static void close(Closeable channel) {
        try {
            channel.close();
        } catch (IOException failure) {
            throw new UncheckedIOException("closing after a time-out", failure);
        }
    }
}
