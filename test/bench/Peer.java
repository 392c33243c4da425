package bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import vectors.Json;

/// A running peer that obeys the contract of `test/interop/README.md`: commands in, answers out, ended by the end of
/// its input.
final class Peer implements AutoCloseable {

    private final Process process;
    private final BufferedReader answers;
    private final Json first;

    Peer(List<String> command, String... flags) throws IOException {
        var all = new ArrayList<>(command);
        all.addAll(List.of(flags));
        process = new ProcessBuilder(all).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        answers = new BufferedReader(new InputStreamReader(process.getInputStream()));
        first = read();
    }

    /// Where it listens, with its peer id.
    String address() {
        return first.at("addresses").list().getFirst().text();
    }

    /// Sends a command and blocks for its answer.
    Json ask(String command) throws IOException {
        process.getOutputStream().write((command + "\n").getBytes());
        process.getOutputStream().flush();
        Json answer = read();
        if (!answer.at("ok").bool()) {
            throw new IOException(command + " -> " + answer);
        }
        return answer;
    }

    /// Resident memory in MiB.
    double residentMib() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
            }
        }
        throw new IOException("no VmRSS");
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
        }
    }

    private Json read() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the peer ended");
        }
        return Json.parse(line);
    }
}
