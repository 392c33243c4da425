package mote.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;

/// A call of the program inside this JVM, on a thread of its own.
final class Call implements AutoCloseable {

    private final Lines out = new Lines();
    private final Lines err = new Lines();
    private final Stop stop;
    private final FutureTask<Integer> result;

    private Call(Map<String, String> environment, List<String> words) {
        var called = new AtomicReference<Stop>();
        result = new FutureTask<>(() -> Main.run(words, print(out), print(err), environment, called.get()));
        Thread thread = Thread.ofPlatform().daemon().name("mote " + words).unstarted(result);
        stop = new Stop(thread);
        called.set(stop);
        thread.start();
    }

    static Call start(String... words) {
        return start(Map.of(), words);
    }

    static Call start(Map<String, String> environment, String... words) {
        return new Call(environment, List.of(words));
    }

    /// Asks it to end, as a signal does.
    void stop() {
        stop.request();
    }

    /// Blocks for its exit code.
    int code() throws InterruptedException {
        try {
            return result.get();
        } catch (ExecutionException failed) {
            throw new AssertionError(failed.getCause());
        }
    }

    /// Blocks for the next line of its results.
    String line() throws InterruptedException {
        return out.complete.take();
    }

    /// Blocks for the next line of its results, an object.
    vectors.Json json() throws InterruptedException {
        return vectors.Json.parse(line());
    }

    /// Blocks for its end; then all lines of its results that were not taken.
    List<String> out() throws InterruptedException {
        code();
        return new ArrayList<>(out.complete);
    }

    /// Blocks for its end; then all lines of what is not a result.
    List<String> err() throws InterruptedException {
        code();
        return new ArrayList<>(err.complete);
    }

    /// Stops it and waits for its end.
    @Override
    public void close() {
        stop();
        try {
            code();
        } catch (InterruptedException hung) {
            throw new AssertionError(hung);
        }
    }

    private static PrintStream print(Lines lines) {
        return new PrintStream(lines, true, StandardCharsets.UTF_8);
    }

    /// Text that arrives, line by line. Written under the lock of the stream that prints.
    private static final class Lines extends OutputStream {

        private final BlockingQueue<String> complete = new LinkedBlockingQueue<>();
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        @Override
        public void write(int unit) {
            if (unit == '\n') {
                complete.add(line.toString(StandardCharsets.UTF_8));
                line.reset();
            } else {
                line.write(unit);
            }
        }
    }
}
