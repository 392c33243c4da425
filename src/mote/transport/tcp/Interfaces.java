package mote.transport.tcp;

import module java.base;
import mote.task.*;

/// The addresses at which other hosts can reach this one: what a wildcard such as `0.0.0.0` stands for. Asked for again
/// when they are older than a limit, since interfaces come and go.
final class Interfaces {

    /// A network interface that is up.
    record Entry(String name, List<InetAddress> addresses) { }

    private static final System.Logger LOG = System.getLogger("mote.transport.tcp");

    /// Bridges and cables to containers and virtual machines: no other host is there.
    private static final List<String> INWARD = List.of("docker", "br-", "virbr", "veth");

    private final Clock clock;
    private final Duration age;
    private final Supplier<List<Entry>> source;
    // Guarded by this.
    private List<InetAddress> addresses;
    private long asked;

    Interfaces(Clock clock, Duration age, Supplier<List<Entry>> source) {
        this.clock = clock;
        this.age = age;
        this.source = source;
    }

    /// Both families, loopback included, without those of IPv6 that mean nothing off their link.
    synchronized List<InetAddress> addresses() {
        long now = clock.nanos();
        if (addresses == null || now - asked >= age.toNanos()) {
            asked = now;
            addresses = source.get().stream().filter(entry -> INWARD.stream().noneMatch(entry.name()::startsWith))
                    .flatMap(entry -> entry.addresses().stream())
                    .filter(address -> !(address instanceof Inet6Address && address.isLinkLocalAddress()))
                    // The JDK gives each address of IPv6 with the interface it was found on: only those need that.
                    .map(address -> InetAddress.ofLiteral(address.getHostAddress().replaceFirst("%.*", "")))
                    .toList();
        }
        return addresses;
    }

    /// The interfaces that the system has now.
    static List<Entry> ofSystem() {
        List<Entry> entries = new ArrayList<>();
        try {
            for (NetworkInterface one : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                if (one.isUp()) entries.add(new Entry(one.getName(), one.inetAddresses().toList()));
            }
        } catch (IOException failure) {
            // An interface that went while it was looked at: what was found until then, and soon once more.
            LOG.log(System.Logger.Level.DEBUG, "listing interfaces: {0}", failure.getMessage());
        }
        return entries;
    }
}
