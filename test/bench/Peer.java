package bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import vectors.Json;

/// A running peer that obeys the contract of `test/interop/README.md`: commands in, answers out, ended by the end of
/// its input.
final class Peer implements AutoCloseable {

    /// More than any command takes, on a machine that is busy with other things.
    private static final long ANSWER_SECONDS = 300;
    private static final double CLOCK_TICKS_PER_SECOND = 100; // Of /proc: the same on every Linux.
    private static final String END = "";

    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Json first;

    Peer(List<String> command, String... flags) throws IOException {
        var all = new ArrayList<>(command);
        all.addAll(List.of(flags));
        process = new ProcessBuilder(all).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        Thread.ofPlatform().daemon().start(this::listen);
        try {
            first = read();
        } catch (IOException | RuntimeException failed) {
            kill();
            throw failed;
        }
    }

    /// Where it listens, with its peer id.
    String address() {
        return first.at("addresses").list().getFirst().text();
    }

    /// Sends a command and blocks for its answer.
    ///
    /// @param fields names and values by turns
    Json ask(String command, Object... fields) throws IOException {
        send(command, fields);
        Json answer = read();
        if (!answer.at("ok").bool()) {
            throw new IOException(command + " -> " + answer);
        }
        return answer;
    }

    /// Sends a command whose answer nobody waits for.
    void send(String command, Object... fields) throws IOException {
        var line = new StringBuilder("{\"cmd\":\"" + command + "\"");
        for (int i = 0; i < fields.length; i += 2) {
            Object value = fields[i + 1] instanceof Number ? fields[i + 1] : "\"" + fields[i + 1] + "\"";
            line.append(",\"").append(fields[i]).append("\":").append(value);
        }
        process.getOutputStream().write((line + "}\n").getBytes());
        process.getOutputStream().flush();
    }

    /// Resident memory in MiB.
    double residentMib() throws IOException {
        for (String line : Files.readAllLines(proc("status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
            }
        }
        throw new IOException("no VmRSS");
    }

    /// The time that all of its threads have spent on a processor.
    double cpuSeconds() throws IOException {
        return cpuSeconds(proc("stat"));
    }

    /// What the compilers of a JVM have of it, and 0 where there are none. Unlike the time for which they were at work,
    /// it says the same on a busy machine.
    double compilerCpuSeconds() throws IOException {
        double seconds = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(proc("task"))) {
            for (Path thread : threads) {
                seconds += isCompiler(thread) ? cpuSeconds(thread.resolve("stat")) : 0;
            }
        }
        return seconds;
    }

    /// Ends it at once, whatever it does.
    void kill() {
        process.destroyForcibly();
    }

    /// Ends it by the end of its input, or by a signal where it does not read that.
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroy();
                process.waitFor(3, TimeUnit.SECONDS);
            }
        } catch (IOException _) {
            // It has ended already.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            kill();
        }
    }

    private Path proc(String file) {
        return Path.of("/proc", Long.toString(process.pid()), file);
    }

    private static boolean isCompiler(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).matches("C[12] Compiler.*\\s*");
        } catch (IOException _) {
            return false; // The thread has ended meanwhile.
        }
    }

    private static double cpuSeconds(Path file) throws IOException {
        String stat = Files.readString(file);
        // The command's name, in brackets, may hold spaces; user and system time are the 12th and 13th field after it.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / CLOCK_TICKS_PER_SECOND;
    }

    private void listen() {
        try (var reader = process.inputReader()) {
            reader.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException _) {
            // As at the end.
        }
        lines.add(END);
    }

    private Json read() throws IOException {
        try {
            String line = lines.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
            if (line == null || line.equals(END)) {
                throw new IOException(line == null ? "the peer is silent" : "the peer has ended");
            }
            return Json.parse(line);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }
}
