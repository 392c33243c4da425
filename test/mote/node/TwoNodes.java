package mote.node;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import mote.budget.Resource;
import mote.connection.Connection;
import mote.crypto.Identity;
import mote.multiaddr.Multiaddr;

/// Two nodes on this host's loopback: one listens, the other dials.
public final class TwoNodes implements AutoCloseable {

    public final Node listener;
    public final Node dialer;

    private TwoNodes(Node listener, Node dialer) {
        this.listener = listener;
        this.dialer = dialer;
    }

    public static TwoNodes start() throws IOException {
        return start(config(), config());
    }

    public static TwoNodes start(NodeConfig listening, NodeConfig dialing) throws IOException {
        var nodes = new TwoNodes(new Node(listening.withListen(List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/0")))),
                new Node(dialing));
        nodes.listener.start();
        nodes.dialer.start();
        return nodes;
    }

    public static NodeConfig config() {
        return NodeConfig.of(Identity.generate(new SecureRandom()));
    }

    /// Where the listener is, with its peer id.
    public Multiaddr address() {
        return listener.addresses().getFirst();
    }

    public Connection connect() throws IOException {
        return dialer.dial(address());
    }

    /// What a node still holds, in words; empty when it is nothing.
    public static String held(Node node) {
        var held = new StringBuilder();
        for (Resource resource : Resource.values()) {
            if (node.budget().used(resource) != 0) {
                held.append(node.budget().used(resource)).append(' ').append(resource).append("; ");
            }
        }
        return held.toString();
    }

    @Override
    public void close() {
        dialer.close();
        listener.close();
    }
}
