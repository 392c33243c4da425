package contract;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;

/// A virtual thread of a test, whose failure is the test's failure.
public final class Background {

    /// What it runs.
    @FunctionalInterface
    public interface Task {
        void run() throws Exception;
    }

    private final FutureTask<Void> result;
    private final Thread thread;

    private Background(Task task) {
        result = new FutureTask<>(() -> {
            task.run();
            return null;
        });
        thread = Thread.startVirtualThread(result);
    }

    public static Background run(Task task) {
        return new Background(task);
    }

    /// Returns when the thread waits for something, or has ended.
    public void awaitBlocked() {
        until(() -> switch (thread.getState()) {
            case WAITING, TIMED_WAITING, TERMINATED -> true;
            default -> false;
        });
    }

    /// Returns when `condition` holds. The time limit of the test ends it, too.
    public static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (Thread.interrupted()) {
                throw new AssertionError("waited too long");
            }
            Thread.yield();
        }
    }

    public void interrupt() {
        thread.interrupt();
    }

    /// Waits for the end, however the task ends.
    public void awaitEnd() throws InterruptedException {
        thread.join();
    }

    /// Waits for the end, and fails as the task failed.
    public void join() throws Exception {
        try {
            result.get();
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case Exception exception -> throw exception;
                case Error error -> throw error;
                default -> throw failed;
            }
        }
    }
}
