package mote.cli;

import module java.base;

/// The user's wish that a command ends: Ctrl-C, SIGTERM. The command's thread is interrupted, and what it is waiting
/// in is closed, so that it comes to its end in order: it prints its summary and returns its exit code.
final class Stop {

    private static final Runnable NOTHING = () -> { };

    private final CountDownLatch requested = new CountDownLatch(1);
    private final AtomicReference<Runnable> close = new AtomicReference<>(NOTHING);
    private final Thread command;

    /// @param command the thread that runs the command
    Stop(Thread command) { this.command = command; }

    /// Asks the command to end. Does not wait for it.
    void request() {
        requested.countDown();
        close.getAndSet(NOTHING).run();
        command.interrupt();
    }

    boolean isRequested() { return requested.getCount() == 0; }

    /// Runs `action` when the command is asked to end, or now where it was already.
    void closes(Runnable action) {
        close.set(action);
        if (isRequested()) close.getAndSet(NOTHING).run();
    }

    /// Blocks until the command is asked to end.
    void await() {
        try {
            requested.await();
        } catch (InterruptedException asked) {
            // Only a request interrupts this thread.
            assert isRequested();
        }
    }
}
