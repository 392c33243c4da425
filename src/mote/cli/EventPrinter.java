package mote.cli;

import module java.base;
import mote.connection.*;
import mote.multiaddr.*;
import mote.node.*;
import mote.swarm.*;

/// Prints a line for each thing that happens to a node, beginning with where it listens.
final class EventPrinter implements Consumer<SwarmEvent> {

    private final Node node;
    private final Shell shell;
    private final CountDownLatch begun;
    // Written by begin, then only by the thread that brings events.
    private List<Multiaddr> announced = List.of();

    /// @param begun counted down when it begins: what happened before waits for that
    EventPrinter(Node node, CountDownLatch begun, Shell shell) {
        this.node = node;
        this.begun = begun;
        this.shell = shell;
    }

    /// Prints where the node listens. What happened before is printed after.
    void begin() {
        listening();
        begun.countDown();
    }

    // A pattern switch over the sealed type costs milliseconds of the start.
    @Override
    public void accept(SwarmEvent event) {
        try {
            begun.await();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return;
        }
        if (event instanceof SwarmEvent.Listening && !node.addresses().equals(announced)) {
            listening();
        } else if (event instanceof SwarmEvent.Connected(Connection connection)) {
            print("connected", connection);
        } else if (event instanceof SwarmEvent.Disconnected(Connection connection)) {
            print("disconnected", connection);
        }
    }

    private void listening() {
        announced = node.addresses();
        if (shell.json()) {
            shell.result(Json.event("listening").put("peerId", node.id().toString()).put("addresses", announced)
                    .put("ms", ProcessStart.ago().toMillis()));
            return;
        }
        shell.result("peer id " + node.id());
        shell.result("listening on");
        for (Multiaddr address : announced) {
            shell.result("  " + address);
        }
        if (announced.isEmpty()) shell.result("  (no network interface has an address yet)");
    }

    private void print(String event, Connection connection) {
        String direction = connection.direction().toString().toLowerCase(Locale.ROOT);
        if (shell.json()) {
            shell.result(OneShot.describe(Json.event(event).put("peerId", connection.peer().toString())
                    .put("address", connection.remoteAddress().toString()).put("direction", direction), connection));
        } else {
            shell.result(event + " " + connection.peer() + " " + connection.remoteAddress() + " " + direction + " "
                    + OneShot.describe(connection));
        }
    }
}
