package mote.cli;

import module java.base;
import mote.cli.Usage.Exits;
import mote.connection.*;
import mote.multiaddr.*;
import mote.node.*;
import mote.peer.*;
import mote.protocol.ping.*;
import mote.task.*;
import mote.trace.*;

/// `demo`: two nodes in this process, and every message between them, from the first byte to the last.
final class DemoCommand implements Command {

    private static final int PINGS = 2;
    private static final String ANYWHERE = "/ip4/127.0.0.1/tcp/0";

    /// Of one direction of a ping: its payload, the header of yamux, length and tag of Noise.
    private static final int PING_BYTES = 32 + 12 + 18;

    @Override
    public Usage usage() {
        return new Usage("demo", "shows what crosses between two nodes that ping, layer by layer", List.of(), List.of(),
                "mote demo", Exits.DEFAULT);
    }

    @Override
    public int run(Arguments arguments, Shell shell) throws IOException {
        // What is shown is the second of two connections: during the first the JVM still loads what it needs.
        exchange(shell, _ -> { });
        var told = new ArrayList<Message>();
        Exchange shown = exchange(shell, told::add);
        if (shell.json()) {
            json(shown, told, shell);
        } else {
            text(shown, told, shell);
        }
        return DONE;
    }

    /// Who has met.
    private record Exchange(PeerId dialer, PeerId listener) { }

    /// Two new nodes meet, ping and part.
    ///
    /// @param sink gets what the dialer sends and receives
    private static Exchange exchange(Shell shell, Consumer<Message> sink) throws IOException {
        var world = new SystemWorld();
        var identified = new Identified();
        var trace = new Trace(world.clock(), identified.andThen(sink));
        NodeConfig listening = NodeConfig.of(Keys.fresh()).withListen(List.of(Multiaddr.parse(ANYWHERE)));
        try (Node listener = new Node(listening, world);
                Node dialer = new Node(NodeConfig.of(Keys.fresh()), trace.of(world))) {
            shell.stop().closes(dialer::close);
            listener.start();
            Connection connection = dialer.dial(listener.addresses().getFirst());
            identified.await(world.clock());
            try (Ping.Pinger pinger = dialer.ping().open(connection)) {
                for (int i = 0; i < PINGS; i++) {
                    pinger.ping();
                }
            }
            return new Exchange(dialer.id(), listener.id());
        }
    }

    private static void json(Exchange shown, List<Message> told, Shell shell) {
        shell.result(Json.event("demo").put("dialer", shown.dialer().toString())
                .put("listener", shown.listener().toString()));
        told.forEach(message -> shell.result(Tracing.json(message)));
        shell.result(tally(told).json());
    }

    private static void text(Exchange shown, List<Message> told, Shell shell) {
        var text = new TraceText(shell, Limits.DEFAULT.traceBytes());
        text.heading("A ping, from the first byte to the last");
        text.story(0, "Two libp2p nodes run in this process, and a real TCP connection on this host joins them. One"
                + " dials the other, and pings it twice. Everything that crosses between them is shown as the"
                + " dialer sees it. Each message has a line with its time in milliseconds since the connection"
                + " began, its direction, its name and, in brackets, what its specification calls it. Below stand"
                + " its parts: on the left the bytes, in hexadecimal, cut where they are long, and on the right"
                + " what they mean. What is indented was inside of the message above it.");
        shell.result("");
        shell.result("dialer    " + shown.dialer());
        shell.result("listener  " + shown.listener());
        shell.result("-->       from the dialer to the listener");
        shell.result("<--       from the listener to the dialer");
        told.forEach(text);
        text.heading("What it took");
        text.story(0, "From nothing to the first pong it took three round trips. TCP: are you there? Noise: who are"
                + " you? The name /noise and the first message travelled together, and the muxer was agreed on"
                + " inside of the handshake, so neither took a trip of its own. And the ping, whose protocol was"
                + " proposed in the same envelope.");
        shell.result("");
        text.story(0, "Every byte of the connection is in one of the rows below. Most were spent once, on the"
                + " handshake and on getting to know each other. The second ping took a frame of yamux in an envelope"
                + " of Noise: " + PING_BYTES + " bytes each way for 32, and one round trip.");
        shell.result("");
        tally(told).print(shell);
        shell.result("");
        text.story(0, "The same with any other peer: mote ping ADDR -c 1 --trace. All bytes, for programs: mote demo"
                + " --json. How it is done: the tour in the README goes through the layers in the same order.");
    }

    private static Tally tally(List<Message> told) {
        var tally = new Tally();
        told.forEach(tally);
        return tally;
    }

    /// Waits until both nodes have identified each other, so that what they say does not mix with the pings.
    private static final class Identified implements Consumer<Message> {

        /// Each of the two opens a stream for its question, and both sides of each stream end it.
        private static final int ENDS = 4;

        private final CountDownLatch ends = new CountDownLatch(ENDS);

        @Override
        public void accept(Message message) {
            if (message.kind().layer() == Layer.YAMUX && message.detail().contains("FIN")) ends.countDown();
        }

        void await(Clock clock) throws IOException {
            Deadline.within(clock, Limits.DEFAULT.identify(), "identify", this::release, () -> {
                try {
                    ends.await();
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                    throw new ClosedByInterruptException();
                }
                return null;
            });
        }

        private void release() {
            while (ends.getCount() > 0) {
                ends.countDown();
            }
        }
    }
}
