package interop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import vectors.Json;

/// A process that prints JSON, an object a line. Every wait has a bound, and closing ends it for sure.
final class JsonProcess implements AutoCloseable {

    /// More than a peer takes for any command.
    private static final long LINE_SECONDS = 70;
    private static final long END_SECONDS = 10;
    private static final long GRACE_SECONDS = 2;

    /// Stands after the last line.
    private static final String END = "";

    private final String name;
    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();

    /// @param name for messages
    JsonProcess(String name, List<String> command) throws IOException {
        this.name = name;
        process = new ProcessBuilder(command).start();
        drain(process.errorReader(), line -> {
            errors.add(line);
            System.err.println(name + ": " + line);
        }, () -> { });
        drain(process.inputReader(), lines::add, () -> lines.add(END));
    }

    void send(String line) throws IOException {
        OutputStream input = process.getOutputStream();
        input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        input.flush();
    }

    /// The next line.
    Json next() throws InterruptedException {
        String line = lines.poll(LINE_SECONDS, TimeUnit.SECONDS);
        if (line == null || line.equals(END)) {
            throw new AssertionError(name + (line == null ? " is silent" : " has ended") + "; its errors: " + errors);
        }
        return Json.parse(line);
    }

    /// What it has printed so far that is no result.
    List<String> errors() {
        return errors;
    }

    /// Ends its input and returns its exit code.
    int end() throws IOException, InterruptedException {
        process.getOutputStream().close();
        return code();
    }

    /// Asks it to stop (SIGTERM) and returns its exit code.
    int stop() throws InterruptedException {
        process.destroy();
        return code();
    }

    /// Waits until it ends by itself and returns its exit code.
    int code() throws InterruptedException {
        assertTrue(process.waitFor(END_SECONDS, TimeUnit.SECONDS), name + " does not end");
        return process.exitValue();
    }

    /// Ends it by the end of its input, or else for sure.
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (IOException _) {
            // It has ended already.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }

    private static void drain(BufferedReader from, Consumer<String> to, Runnable atEnd) {
        Thread.ofPlatform().daemon().start(() -> {
            try (from) {
                from.lines().forEach(to);
            } catch (IOException | UncheckedIOException ended) {
                to.accept("(" + ended.getMessage() + ")");
            }
            atEnd.run();
        });
    }
}
