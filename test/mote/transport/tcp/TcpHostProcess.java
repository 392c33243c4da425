package mote.transport.tcp;

import contract.ManualClock;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import mote.transport.Link;
import mote.transport.Listener;

/// A host in a process of its own, for what a test cannot change in its own one: the families that the JDK sees, and
/// the network namespace. It is told one command a line, and answers each with one line.
final class TcpHostProcess implements AutoCloseable {

    private final Process process;
    private final PrintWriter to;
    private final BufferedReader from;

    /// @param wrapper the command that runs it, such as `ip netns exec NAME`
    /// @param options of the JVM
    TcpHostProcess(List<String> wrapper, String... options) throws IOException {
        List<String> command = new ArrayList<>(wrapper);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-ea"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", place(TcpTransport.class) + File.pathSeparator
                + place(TcpHostProcess.class), TcpHostProcess.class.getName()));
        process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        to = new PrintWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.US_ASCII), true);
        from = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    }

    String ask(String command) throws IOException {
        to.println(command);
        String answer = from.readLine();
        if (answer == null) {
            throw new AssertionError("no answer to " + command);
        }
        return answer;
    }

    @Override
    public void close() {
        process.destroy();
    }

    public static void main(String[] args) throws IOException {
        var clock = new ManualClock();
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        try (var host = new TcpHost(clock)) {
            var child = new Child(host.transport(), clock);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ");
                String answer;
                try {
                    answer = child.answer(words);
                } catch (IOException failure) {
                    answer = failure.getMessage();
                }
                System.out.println(answer);
            }
        }
    }

    private static Path place(Class<?> compiled) {
        return Path.of(URI.create(compiled.getProtectionDomain().getCodeSource().getLocation().toString()));
    }

    private static final class Child {

        private final TcpTransport transport;
        private final ManualClock clock;
        private final List<Listener> listeners = new ArrayList<>();
        private int port;

        Child(TcpTransport transport, ManualClock clock) {
            this.transport = transport;
            this.clock = clock;
        }

        String answer(String[] words) throws IOException {
            return switch (words[0]) {
                case "listen" -> listen(words[1]);
                case "addresses" -> addresses(listeners.get(Integer.parseInt(words[1])));
                case "dial" -> dial(words[1], Integer.parseInt(words[2]));
                case "close" -> close();
                default -> throw new IllegalArgumentException(words[0]);
            };
        }

        /// The first time on a free port, later on that one.
        private String listen(String ip) throws IOException {
            Listener listener = transport.listen(TcpHost.address(ip, port));
            listeners.add(listener);
            if (port == 0) {
                port = TcpHost.port(listener.addresses().getFirst());
            }
            return "listening";
        }

        private String addresses(Listener listener) {
            clock.advance(Limits.DEFAULT.interfacesAge());
            return listener.addresses().stream().map(address -> TcpAddress.of(address).orElseThrow())
                    .map(tcp -> tcp.ip().getHostAddress()).sorted().collect(Collectors.joining(" "));
        }

        /// Dials what listener `index` listens on.
        private String dial(String ip, int index) throws IOException {
            try (Link _ = transport.dial(TcpHost.address(ip, port)); Link _ = listeners.get(index).accept()) {
                return "connected";
            }
        }

        private String close() {
            listeners.forEach(Listener::close);
            listeners.clear();
            port = 0;
            return "closed";
        }
    }
}
