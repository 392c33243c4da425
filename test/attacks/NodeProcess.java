package attacks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import mote.budget.Resource;
import mote.bytes.P2pException.Blame;
import mote.connection.Connection;
import mote.connection.ProtocolHandler;
import mote.crypto.Identity;
import mote.multiaddr.Multiaddr;
import mote.mux.Stream;
import mote.negotiate.ProtocolId;
import mote.node.Node;
import mote.node.NodeConfig;
import mote.peer.PeerId;
import mote.swarm.Faults.Place;
import mote.swarm.PeerStore;
import mote.task.Clock;

/// The process under attack: a node as it is, with a second protocol that never reads. It prints its address, and then
/// answers each line with one line. Whatever is on its standard error is a defect that nobody caught, or was logged.
public final class NodeProcess {

    static final ProtocolId UNREAD = new ProtocolId("/test/unread/1.0.0");

    private static final Duration SAMPLE = Duration.ofMillis(25);

    private final CountedWorld world;
    private final Node node;
    private final AtomicLong descriptorsMost = new AtomicLong();
    private final AtomicLong memoryMost = new AtomicLong();

    private NodeProcess(Map<String, String> options) throws IOException {
        world = new CountedWorld(Integer.parseInt(options.getOrDefault("speed", "1")));
        NodeConfig config = NodeConfig.of(Identity.generate(new SecureRandom()))
                .withListen(List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/0")));
        if (options.containsKey("connections")) {
            config = config.withConnectionsMax(Integer.parseInt(options.get("connections")));
        }
        if (options.containsKey("loopback")) {
            config = config.withSwarm(config.swarm().withLoopbackCounted());
        }
        node = new Node(config, world);
        node.handle(new Unread());
        node.start();
    }

    /// @param args options of the node, `KEY=VALUE`: `speed` of its clock, `connections` at most, `loopback=counts`
    public static void main(String[] args) throws IOException {
        var options = new TreeMap<String, String>();
        for (String arg : args) {
            options.put(arg.substring(0, arg.indexOf('=')), arg.substring(arg.indexOf('=') + 1));
        }
        var process = new NodeProcess(options);
        Thread.ofPlatform().daemon().start(process::sample);
        System.out.println(process.node.addresses().getFirst());
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(process.answer(line.split(" ")));
        }
        process.node.close();
    }

    private String answer(String[] words) throws IOException {
        return switch (words[0]) {
            case "state" -> state();
            case "forget" -> forget();
            case "threads" -> world.alive.stream().map(Thread::getName).sorted().toList().toString();
            case "dial" -> dial(words[1]);
            case "abandon" -> abandon(words[1]);
            case "known" -> node.swarm().peers().find(PeerId.parse(words[1])).map(peer -> peer.addresses().size() + " "
                    + peer.protocols().size() + " " + peer.agentVersion().length()).orElse("nothing");
            default -> throw new IllegalArgumentException(words[0]);
        };
    }

    private String forget() {
        descriptorsMost.set(0);
        memoryMost.set(0);
        return "forgotten";
    }

    private String dial(String address) {
        try (Connection connection = node.dial(Multiaddr.parse(address))) {
            return "connected " + connection.peer();
        } catch (IOException failed) {
            return failed.getClass().getSimpleName() + " " + String.valueOf(failed.getMessage()).replace('\n', ' ');
        }
    }

    /// Dials, and gives up while it is under way.
    private String abandon(String address) {
        Thread dialer = Thread.startVirtualThread(() -> dial(address));
        while (node.budget().used(Resource.DIALS) == 0 && dialer.isAlive()) {
            Thread.onSpinWait();
        }
        dialer.interrupt();
        return "abandoned";
    }

    private String state() throws IOException {
        System.gc();
        var state = new TreeMap<String, Long>();
        state.put("heap", Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        state.put("direct", ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed).sum());
        state.put("bytes.PeerStore", storeBytes());
        state.put("descriptors", descriptors());
        state.put("threads.virtual", (long) world.alive.size());
        state.put("threads.platform", (long) Thread.getAllStackTraces().size());
        state.put("most.descriptors", descriptorsMost.get());
        state.put("most.memory", memoryMost.get());
        for (Resource resource : Resource.values()) {
            state.put("budget." + resource.name(), node.budget().used(resource));
        }
        for (Place place : Place.values()) {
            for (Blame blame : Blame.values()) {
                state.put("faults." + place + "." + blame, node.swarm().faults().count(place, blame));
            }
        }
        Containers.of(node).forEach((name, size) -> state.put("size." + name, size));
        var text = new StringJoiner(" ");
        state.forEach((name, value) -> text.add(name + "=" + value));
        return text.toString();
    }

    /// Notes the most that there ever was of what an attack makes grow.
    private void sample() {
        try {
            while (true) {
                long descriptors = descriptors();
                descriptorsMost.accumulateAndGet(descriptors, Math::max);
                memoryMost.accumulateAndGet(node.budget().used(Resource.MEMORY), Math::max);
                Clock.system().sleep(SAMPLE);
            }
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private long storeBytes() {
        try {
            Field bytes = PeerStore.class.getDeclaredField("bytes");
            bytes.setAccessible(true);
            return bytes.getLong(node.swarm().peers());
        } catch (ReflectiveOperationException changed) {
            throw new IllegalStateException(changed);
        }
    }

    private static long descriptors() throws IOException {
        try (var open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    /// An application that takes streams, and does not read them until the connection has ended.
    private record Unread() implements ProtocolHandler {
        @Override
        public List<ProtocolId> ids() {
            return List.of(UNREAD);
        }

        @Override
        public int streamsPerPeer() {
            return 256;
        }

        @Override
        public void handle(Stream stream, Connection connection) throws IOException {
            try {
                new Semaphore(0).acquire();
            } catch (InterruptedException _) {
                throw new IOException("the connection has ended");
            }
        }
    }
}
